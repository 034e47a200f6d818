namespace ContainerNet.Services.Runtime;

/// <summary>The OCI runtime's name at the engine, and its place: fixed, outside the module, so that containers made with it outlive an update of the module.</summary>
internal static class RuntimeNames
{
    /// <summary>The name in daemon.json and in a container's HostConfig.Runtime.</summary>
    public const string Name = "containernet";

    /// <summary>The folder, as the engine sees it.</summary>
    public const string Folder = "/usr/local/lib/containernet";

    /// <summary>The executable, as the engine sees it.</summary>
    public const string Executable = Folder + "/containernet-runtime";

    /// <summary>The link to the runtime that does the work; the executable reads it.</summary>
    public const string Link = Folder + "/wrapped";

    /// <summary>The executable's file name, in the module and in <see cref="Folder"/>.</summary>
    public const string FileName = "containernet-runtime";
}
