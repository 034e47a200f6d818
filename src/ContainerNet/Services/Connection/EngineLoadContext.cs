using System.Reflection;
using System.Runtime.Loader;

namespace ContainerNet.Services.Connection;

/// <summary>
/// Holds Docker.DotNet and Newtonsoft.Json apart from the shell and from other modules, whose versions would clash with ours. This
/// assembly itself is the one that is loaded already: a second one would have types of its own.
/// </summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("ContainerNet.Engine")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var own = typeof(EngineLoadContext).Assembly;
        if (assemblyName.Name == own.GetName().Name) return own;
        var path = Path.Combine(folder, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
