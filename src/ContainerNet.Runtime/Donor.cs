using System.Runtime.InteropServices;
using System.Text;

namespace ContainerNet.Runtime;

/// <summary>
/// The process whose namespaces are joined. All is read through one descriptor of /proc/PID, which belongs to that process and not to its number
/// (proc(5)); the descriptors of its namespaces stay open across exec, so that nobody has to look the number up again.
/// </summary>
internal sealed class Donor
{
    private readonly int _process;
    private readonly int _directory;

    private Donor(int process, int directory) => (_process, _directory) = (process, directory);

    /// <exception cref="RuntimeException">There is no such process, or it is none of the donor's container.</exception>
    public static Donor Open(int process, string containerId)
    {
        var directory = LibC.open($"/proc/{process}", LibC.O_RDONLY | LibC.O_CLOEXEC);
        if (directory < 0) throw Gone(process, containerId);
        var donor = new Donor(process, directory);
        if (!CgroupText.Names(donor.ReadCgroup(containerId), containerId))
            throw new RuntimeException($"process {process}, which the engine took for the donor {containerId[..12]}, is not in its cgroup: the donor has ended, and its process id was given to another");
        return donor;
    }

    /// <summary>Opens namespaces, and returns a path for each that stays right as long as this process and what it becomes by exec live.</summary>
    /// <exception cref="RuntimeException">The donor has ended, or it is on the host's own UTS namespace.</exception>
    public Dictionary<string, string> OpenNamespaces(IEnumerable<string> types)
    {
        var paths = new Dictionary<string, string>();
        foreach (var type in types)
        {
            var descriptor = LibC.openat(_directory, $"ns/{type}", LibC.O_RDONLY);
            if (descriptor < 0) throw new RuntimeException($"the {type} namespace of the donor's process {_process} cannot be opened: {LibC.LastError}");
            paths[type] = $"/proc/{Environment.ProcessId}/fd/{descriptor}";
            if (type == "uts" && LinkOf(paths[type]) == LinkOf("/proc/self/ns/uts"))
                throw new RuntimeException("the donor is on the host's own UTS namespace (--uts=host), which is not to be shared: join it without this runtime");
        }

        return paths;
    }

    private string ReadCgroup(string containerId)
    {
        var file = LibC.openat(_directory, "cgroup", LibC.O_RDONLY | LibC.O_CLOEXEC);
        if (file < 0) throw Gone(_process, containerId);
        var text = new StringBuilder();
        Span<byte> buffer = stackalloc byte[4096];
        nint count;
        while ((count = LibC.read(file, buffer, buffer.Length)) > 0) text.Append(Encoding.UTF8.GetString(buffer[..(int)count]));
        return count < 0 ? throw Gone(_process, containerId) : text.ToString();
    }

    private static string LinkOf(string path) => new FileInfo(path).LinkTarget ?? throw new RuntimeException($"{path} cannot be read");

    private static RuntimeException Gone(int process, string containerId) => Marshal.GetLastPInvokeError() is LibC.ENOENT or LibC.ESRCH
        ? new($"the donor {containerId[..12]} has ended: its process {process} is gone")
        : new($"the donor's process {process} cannot be looked at: {LibC.LastError}");
}
