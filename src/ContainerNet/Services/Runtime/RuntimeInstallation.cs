namespace ContainerNet.Services.Runtime;

/// <summary>The executable and the link to the runtime it wraps, where the engine sees them.</summary>
/// <param name="host">The engine.</param>
internal sealed class RuntimeInstallation(EngineHost host)
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private string Folder => host.Process.Seen(RuntimeNames.Folder);

    /// <summary>Whether an executable is there.</summary>
    public bool Exists => File.Exists(host.Process.Seen(RuntimeNames.Executable));

    /// <summary>The runtime that is wrapped now; null where there is no link.</summary>
    public string? Wrapped => new FileInfo(host.Process.Seen(RuntimeNames.Link)).LinkTarget;

    /// <summary>Puts both in their place by renaming: a container that is being made meanwhile finds the old one or the new one, whole.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationFailed.</exception>
    public void Install(string executable, string wrapped) => Try(() =>
    {
        Directory.CreateDirectory(Folder, Mode);
        Replace(RuntimeNames.Executable, next =>
        {
            File.Copy(executable, next, overwrite: true);
            File.SetUnixFileMode(next, Mode);
        });
        Replace(RuntimeNames.Link, next => File.CreateSymbolicLink(next, wrapped));
    });

    /// <summary>Takes both away, and the folder where nothing else is in it.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationFailed.</exception>
    public void Remove() => Try(() =>
    {
        if (!Directory.Exists(Folder)) return;
        File.Delete(host.Process.Seen(RuntimeNames.Executable));
        File.Delete(host.Process.Seen(RuntimeNames.Link));
        if (!Directory.EnumerateFileSystemEntries(Folder).Any()) Directory.Delete(Folder);
    });

    private void Replace(string path, Action<string> make)
    {
        var seen = host.Process.Seen(path);
        var next = $"{seen}.new";
        File.Delete(next);
        make(next);
        File.Move(next, seen, overwrite: true);
    }

    private static void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.EngineConfigurationFailed, exception, RuntimeNames.Folder, RuntimeNames.Folder, exception.Message);
        }
    }
}
