namespace ContainerNet.Services.Runtime;

/// <summary>The engine's configuration file, read and replaced where the engine sees it. What was there before stays beside it.</summary>
/// <param name="host">The engine.</param>
internal sealed class ConfigurationFile(EngineHost host)
{
    private const UnixFileMode FirstMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private string Seen => host.Process.Seen(host.ConfigurationPath);

    /// <summary>Where the file stands as it was before the last change.</summary>
    public string BackupPath => $"{host.ConfigurationPath}.containernet-backup";

    public bool HasBackup => File.Exists(host.Process.Seen(BackupPath));

    /// <summary>The bytes; null where there is no file.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationFailed.</exception>
    public byte[]? Read() => Try(() => File.Exists(Seen) ? File.ReadAllBytes(Seen) : null);

    /// <summary>
    /// Whether the running configuration is what stands in the file: it was last changed before the engine started, or the last change was ours,
    /// which ended with a reload.
    /// </summary>
    /// <param name="now">The file.</param>
    /// <param name="undoLast">Undoes the change that would have been ours.</param>
    public bool IsAsRead(byte[]? now, Func<byte[]?, byte[]?> undoLast) => now is null || ChangedAt < host.Process.StartedAt
        || (HasBackup && undoLast(now) is { } undone && Try(() => File.ReadAllBytes(host.Process.Seen(BackupPath))).AsSpan().SequenceEqual(undone));

    /// <summary>Keeps what there is as the backup.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationFailed.</exception>
    public void Backup()
    {
        if (Read() is { } now) Replace(host.Process.Seen(BackupPath), now);
    }

    /// <summary>Puts these bytes in its place in one step; null removes the file.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationFailed.</exception>
    public void Write(byte[]? content)
    {
        if (content is null) Try(() => { File.Delete(Seen); return true; });
        else Replace(Seen, content);
    }

    // A file that was moved here with its old time has a new time of birth.
    private DateTime ChangedAt => new[] { File.GetLastWriteTimeUtc(Seen), File.GetCreationTimeUtc(Seen) }.Max();

    private void Replace(string path, byte[] content) => Try(() =>
    {
        var next = $"{path}.containernet-new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = FirstMode }))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(Seen)) File.SetUnixFileMode(next, File.GetUnixFileMode(Seen));
            File.Move(next, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(next);
        }
    });

    private T Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.EngineConfigurationFailed, exception, host.ConfigurationPath, host.ConfigurationPath, exception.Message);
        }
    }
}
