using System.Text.Json;

namespace ContainerNet.Services.Publishing;

/// <summary>
/// The file that remembers what was published on running containers and who may get there, for the time when the rules are lost. It is replaced
/// as a whole, and carries a checksum: what was cut short or changed by hand is set aside, and never trusted.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class DesiredState(string path = DesiredState.DefaultPath)
{
    public const string DefaultPath = "/var/lib/containernet/desired.json";

    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Whether there is anything to remember: one look, without reading.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>The name the last reading gave to a file that could not be trusted; null where none had to be set aside.</summary>
    public string? SetAside { get; private set; }

    /// <summary>Every container there is something to remember of.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed: the file is there, and cannot be read or set aside.</exception>
    public IReadOnlyList<DesiredContainer> Read() => Try(() =>
    {
        if (Peek() is { } containers) return containers;
        SetAside = $"{path}.broken-{DateTime.UtcNow:yyyyMMddHHmmssfff}";
        File.Move(path, SetAside);
        return [];
    });

    /// <summary>The same without setting aside what cannot be trusted; null then.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed: the file is there, and cannot be read.</exception>
    public IReadOnlyList<DesiredContainer>? Peek() => Try(() =>
    {
        if (!Exists) return [];
        try
        {
            return DesiredStateText.Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is JsonException or ContainerNetException or FormatException)
        {
            return (IReadOnlyList<DesiredContainer>?)null;
        }
    });

    /// <summary>What is remembered of one container; null where there is nothing.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed.</exception>
    public DesiredContainer? Find(string id) => Exists ? Read().FirstOrDefault(one => one.Id == id) : null;

    /// <summary>Replaces the file; without containers it goes.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed: the old file stands then.</exception>
    public void Write(IReadOnlyList<DesiredContainer> containers) => Try(() =>
    {
        if (containers.Count == 0)
        {
            File.Delete(path);
            return true;
        }

        var next = $"{path}.new";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnersOnly }))
            {
                stream.Write(DesiredStateText.Print(containers));
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(next);
        }
    });

    /// <summary>Reads, changes what is remembered of one container, and writes where that makes a difference. The lock is the caller's.</summary>
    /// <param name="id">The container.</param>
    /// <param name="change">Takes what was remembered, null where there was nothing; an empty answer is forgotten.</param>
    /// <returns>What was remembered before.</returns>
    /// <exception cref="ContainerNetException">DesiredStateFailed.</exception>
    public DesiredContainer? Update(string id, Func<DesiredContainer?, DesiredContainer?> change)
    {
        var all = Read();
        var before = all.FirstOrDefault(one => one.Id == id);
        var after = change(before);
        if (after is { IsEmpty: true }) after = null;
        if (!ReferenceEquals(before, after)) Write([.. all.Where(one => one.Id != id), .. after is null ? [] : new[] { after }]);
        return before;
    }

    private T Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.DesiredStateFailed, exception, path, path, exception.Message);
        }
    }
}
