using System.Buffers.Text;
using System.Globalization;
using System.IO.Enumeration;

namespace ContainerNet.Linux.Proc;

/// <summary>A process that has a socket open.</summary>
/// <param name="Name">Its command name, 15 bytes at most (proc_pid_comm(5)).</param>
/// <param name="ProcessId">Its id.</param>
internal sealed record SocketOwner(string Name, int ProcessId);

/// <summary>Finds the process behind a socket by its inode: the links in <c>/proc/pid/fd</c> read <c>socket:[inode]</c> (proc_pid_fd(5)).</summary>
internal static class SocketOwners
{
    // Each container has a shim, with many files open and no internet socket: nearly all the files there are to look at.
    private static readonly byte[][] s_shims = ["containerd-shim"u8.ToArray(), "conmon"u8.ToArray()];

    private static ReadOnlySpan<byte> Prefix => "socket:["u8;

    /// <summary>The process of the lowest id, so the parent of workers that share one; null where none is to be seen. Looks at each open file once.</summary>
    public static SocketOwner? Find(IReadOnlyCollection<long> inodes, CancellationToken cancellationToken) => FindAll(inodes, cancellationToken).FirstOrDefault();

    /// <summary>All of them, by their ids; looked for one after the other as they are asked for.</summary>
    public static IEnumerable<SocketOwner> FindAll(IReadOnlyCollection<long> inodes, CancellationToken cancellationToken)
    {
        var wanted = inodes.Where(static inode => inode != 0).ToHashSet();
        if (wanted.Count == 0) yield break;
        foreach (var processId in ProcessIds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Sockets(processId).Any(wanted.Contains)) yield return new SocketOwner(ReadName(processId), processId);
        }
    }

    /// <summary>
    /// The processes behind many sockets, by inode, each time the one of the lowest id. Looks first at the processes in the namespaces that
    /// the sockets are in, and at the others, and at those that keep containers running, only for what is left: a socket can be handed from one
    /// namespace into another.
    /// </summary>
    /// <param name="inodes">The sockets.</param>
    /// <param name="namespaces">The inodes of the network namespaces.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static Dictionary<long, SocketOwner> FindAll(
        IReadOnlySet<long> inodes, IReadOnlySet<long> namespaces, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, SocketOwner>();
        var others = new List<int>();
        foreach (var processId in ProcessIds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsIn(processId, namespaces) && !IsShim(processId)) Collect(processId, inodes, found);
            else others.Add(processId);
            if (found.Count == inodes.Count) return found;
        }

        foreach (var processId in others)
        {
            if (found.Count == inodes.Count) break;
            cancellationToken.ThrowIfCancellationRequested();
            Collect(processId, inodes, found);
        }

        return found;
    }

    private static void Collect(int processId, IReadOnlySet<long> inodes, Dictionary<long, SocketOwner> found)
    {
        SocketOwner? owner = null;
        foreach (var inode in Sockets(processId).Where(inode => inodes.Contains(inode)))
            found.TryAdd(inode, owner ??= new SocketOwner(ReadName(processId), processId));
    }

    private static bool IsIn(int processId, IReadOnlySet<long> namespaces)
    {
        try
        {
            using var process = ProcessDirectory.Open(processId);
            return namespaces.Contains(process.ReadNamespace("net"));
        }
        catch (KernelException)
        {
            // It ended meanwhile, or is another user's.
            return false;
        }
    }

    private static IEnumerable<int> ProcessIds() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Order();

    /// <summary>The inodes of the sockets a process has open; none of one that ended meanwhile or is another user's.</summary>
    private static List<long> Sockets(int processId)
    {
        var found = new List<long>();
        Span<byte> target = stackalloc byte[64];
        Span<byte> name = stackalloc byte[16];
        try
        {
            using var descriptors = LibC.open($"/proc/{processId}/fd", LibC.O_RDONLY | LibC.O_CLOEXEC);
            var numbers = new FileSystemEnumerable<int>(
                $"/proc/{processId}/fd", static (ref FileSystemEntry entry) => int.Parse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture));
            foreach (var number in numbers)
            {
                Utf8Formatter.TryFormat(number, name, out var digits);
                name[digits] = 0;
                var length = LibC.readlinkat(descriptors, name, target, target.Length);
                if (length > Prefix.Length && target.StartsWith(Prefix) && Utf8Parser.TryParse(target[Prefix.Length..(int)length], out long inode, out _))
                    found.Add(inode);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not one that can be named, as far as it was not read before.
            return found;
        }

        return found;
    }

    private static bool IsShim(int processId)
    {
        Span<byte> name = stackalloc byte[16];
        using var file = LibC.open($"/proc/{processId}/comm", LibC.O_RDONLY | LibC.O_CLOEXEC);
        var length = file.IsInvalid ? 0 : (int)LibC.read(file, name, name.Length);
        return length > 0 && name[..length].TrimEnd((byte)'\n') is var read && (read.SequenceEqual(s_shims[0]) || read.SequenceEqual(s_shims[1]));
    }

    private static string ReadName(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/comm").TrimEnd('\n');
        }
        catch (IOException)
        {
            // It ended meanwhile; its number is still worth telling.
            return "?";
        }
    }
}
