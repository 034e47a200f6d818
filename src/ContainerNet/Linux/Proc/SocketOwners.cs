using System.Globalization;
using System.Text;

namespace ContainerNet.Linux.Proc;

/// <summary>A process that has a socket open.</summary>
/// <param name="Name">Its command name, 15 bytes at most (proc_pid_comm(5)).</param>
/// <param name="ProcessId">Its id.</param>
internal sealed record SocketOwner(string Name, int ProcessId);

/// <summary>Finds the process behind a socket by its inode: the links in <c>/proc/pid/fd</c> read <c>socket:[inode]</c> (proc_pid_fd(5)).</summary>
internal static class SocketOwners
{
    /// <summary>The process of the lowest id, so the parent of workers that share one; null where none is to be seen. Looks at each open file once.</summary>
    public static SocketOwner? Find(IReadOnlyCollection<long> inodes, CancellationToken cancellationToken) => FindAll(inodes, cancellationToken).FirstOrDefault();

    /// <summary>All of them, by their ids; looked for one after the other as they are asked for.</summary>
    public static IEnumerable<SocketOwner> FindAll(IReadOnlyCollection<long> inodes, CancellationToken cancellationToken)
    {
        var wanted = inodes.Where(inode => inode != 0).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0) yield break;
        foreach (var processId in ProcessIds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Holds(processId, wanted)) yield return new SocketOwner(ReadName(processId), processId);
        }
    }

    private static IEnumerable<int> ProcessIds() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Order();

    private static bool Holds(int processId, HashSet<string> wanted)
    {
        Span<byte> target = stackalloc byte[64];
        try
        {
            using var descriptors = LibC.open($"/proc/{processId}/fd", LibC.O_RDONLY | LibC.O_CLOEXEC);
            foreach (var path in Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd"))
            {
                var length = LibC.readlinkat(descriptors, Path.GetFileName(path), target, target.Length);
                if (length > 8 && target[..(int)length].StartsWith("socket:["u8) && wanted.Contains(Encoding.ASCII.GetString(target[..(int)length]))) return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's: not one that can be named.
            return false;
        }

        return false;
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
