using System.Reflection;
using System.Runtime.InteropServices;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>Loads the engine's side of this module when it is needed first, and never at import.</summary>
internal static class EngineFactoryLoader
{
    private const string Entry = "ContainerNet.Docker";

    // A failure is not kept: the files may be put where they belong while the session lasts.
    private static readonly Lazy<IContainerEngineFactory> s_factory = new(
        static () => Load(Path.Combine(Path.GetDirectoryName(typeof(EngineFactoryLoader).Assembly.Location)!, "engine")), LazyThreadSafetyMode.PublicationOnly);

    /// <exception cref="ContainerNetException">EngineFilesMissing.</exception>
    public static IContainerEngineFactory Factory => s_factory.Value;

    /// <summary>Loads from the folder <c>engine</c> of a module.</summary>
    /// <exception cref="ContainerNetException">EngineFilesMissing.</exception>
    internal static IContainerEngineFactory Load(string root)
    {
        var folder = EngineFolder.Choose(root, Environment.Version.Major, RuntimeInformation.ProcessArchitecture, Directory.Exists);
        try
        {
            var assembly = new EngineLoadContext(folder).LoadFromAssemblyPath(Path.Combine(folder, $"{Entry}.dll"));
            RequireReferences(assembly, folder);
            var type = assembly.GetType($"{Entry}.DockerEngineFactory", throwOnError: true)!;
            return (IContainerEngineFactory)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public, null, null, null)!;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException)
        {
            throw ContainerNetException.Create(ErrorId.EngineFilesMissing, exception, folder, folder, exception.Message);
        }
    }

    /// <summary>What is missing would be noticed by the first request that needs it, and then as a fault nobody expects.</summary>
    private static void RequireReferences(Assembly assembly, string folder)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (var reference in assembly.GetReferencedAssemblies().Where(static one => one.Name != typeof(EngineFactoryLoader).Assembly.GetName().Name))
        {
            var file = $"{reference.Name}.dll";
            if (!File.Exists(Path.Combine(folder, file)) && !File.Exists(Path.Combine(runtime, file))) throw new FileNotFoundException(null, file);
        }
    }
}
