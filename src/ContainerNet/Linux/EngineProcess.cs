using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Linux;

/// <summary>
/// The process of an engine, held so that it cannot be mistaken for a later one with its number: files are read and written as it sees them, and a
/// signal reaches it or nobody.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly ProcessDirectory _directory;

    private EngineProcess(int id, ProcessDirectory directory)
    {
        Id = id;
        _directory = directory;
        Executable = directory.ReadLink("exe");
        Arguments = directory.ReadTexts("cmdline");

        // Last: what fails above has held to one process, and so has this.
        using var process = Process.GetProcessById(id);
        StartedAt = process.StartTime.ToUniversalTime();
    }

    public int Id { get; }

    /// <summary>The path of its executable, in its own view.</summary>
    public string Executable { get; }

    /// <summary>Its command line.</summary>
    public string[] Arguments { get; }

    /// <summary>UTC; to a hundredth of a second (proc_pid_stat(5)).</summary>
    public DateTime StartedAt { get; }

    /// <summary>Its PATH.</summary>
    public string SearchPath => Array.Find(_directory.ReadTexts("environ"), static text => text.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..] ?? "";

    /// <summary>
    /// The process of that name behind a unix socket: the one that listens there, or, where systemd listened for it (socket activation), the one
    /// that has the socket from it. Null where there is none to be seen.
    /// </summary>
    /// <param name="socket">The path of the socket.</param>
    /// <param name="name">The file name of the executable.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static EngineProcess? Find(string socket, string name, CancellationToken cancellationToken)
    {
        var listener = PeerCredentials.ReadProcessId(socket);
        if (listener > 0 && Open(listener, name) is { } found) return found;
        foreach (var owner in SocketOwners.FindAll(Inodes(socket), cancellationToken))
        {
            if (Open(owner.ProcessId, name) is { } holder) return holder;
        }

        return null;
    }

    /// <summary>A path as this process sees it, for our own use. Valid while this is held.</summary>
    public string Seen(string path) => _directory.Root + path;

    /// <summary>Has it read its configuration again.</summary>
    /// <exception cref="KernelException">It is gone, or not ours to signal.</exception>
    public void Reload() => _directory.Signal(LibC.SIGHUP);

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static EngineProcess? Open(int id, string name)
    {
        ProcessDirectory? directory = null;
        try
        {
            directory = ProcessDirectory.Open(id);
            var process = new EngineProcess(id, directory);
            if (Path.GetFileName(process.Executable.Replace(" (deleted)", "", StringComparison.Ordinal)) != name) return null;
            directory = null;
            return process;
        }
        catch (Exception exception) when (exception is KernelException { IsGone: true } or ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile: it is not the one.
            return null;
        }
        finally
        {
            directory?.Dispose();
        }
    }

    /// <summary>Of the sockets bound to that path that listen (proc_net_unix(5): flag 10000), in this network namespace.</summary>
    private static List<long> Inodes(string path)
    {
        var inodes = new List<long>();
        using var self = ProcessDirectory.OpenSelf();
        using var file = ProcFile.Read(self, "net/unix");
        Span<Range> fields = stackalloc Range[8];
        foreach (var range in Lines.Split(file.Content))
        {
            var line = file.Content[range];
            if (Lines.Fields(line, fields) == 8 && line[fields[3]].SequenceEqual("00010000"u8)
                && Plain(Encoding.UTF8.GetString(line[fields[7]])) == Plain(path) && Utf8Parser.TryParse(line[fields[6]], out long inode, out _))
                inodes.Add(inode);
        }

        return inodes;
    }

    // /var/run is a link to /run, and either may have been bound.
    private static string Plain(string path) => path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path;
}
