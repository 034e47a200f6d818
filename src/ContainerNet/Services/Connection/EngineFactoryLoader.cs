using System.Reflection;
using System.Runtime.InteropServices;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>Loads the engine's side of this module when it is needed first, and never at import.</summary>
internal static class EngineFactoryLoader
{
    private static readonly Lazy<IContainerEngineFactory> s_factory = new(Load);

    public static IContainerEngineFactory Factory => s_factory.Value;

    private static IContainerEngineFactory Load()
    {
        var root = Path.Combine(Path.GetDirectoryName(typeof(EngineFactoryLoader).Assembly.Location)!, "engine");
        var folder = EngineFolder.Choose(root, Environment.Version.Major, RuntimeInformation.ProcessArchitecture, Directory.Exists);
        var assembly = new EngineLoadContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "ContainerNet.Docker.dll"));
        var type = assembly.GetType("ContainerNet.Docker.DockerEngineFactory", throwOnError: true)!;
        return (IContainerEngineFactory)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public, null, null, null)!;
    }
}
