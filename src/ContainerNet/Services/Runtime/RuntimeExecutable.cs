using System.Runtime.InteropServices;

namespace ContainerNet.Services.Runtime;

/// <summary>The executable that comes with this module.</summary>
internal static class RuntimeExecutable
{
    /// <summary>Its version, which is the module's.</summary>
    public static string Version { get; } = typeof(RuntimeExecutable).Assembly.GetName().Version!.ToString(3);

    /// <summary>The one for this processor.</summary>
    /// <exception cref="ContainerNetException">RuntimeNotBuilt.</exception>
    public static string Find()
    {
        var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(RuntimeExecutable).Assembly.Location)!, "runtime", $"linux-{processor}", RuntimeNames.FileName);
        return File.Exists(path) ? path : throw ContainerNetException.Create(ErrorId.RuntimeNotBuilt, path, path);
    }
}
