using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ContainerNet.Linux.Proc;

/// <summary>
/// The open directory <c>/proc/&lt;pid&gt;</c> (proc(5)). It belongs to the process, not to the number: once that process is gone every read
/// through it fails, also when the kernel has given its number to another. So two reads that succeed were of one process.
/// </summary>
internal sealed class ProcessDirectory : IDisposable
{
    private const int OpenFlags = LibC.O_RDONLY | LibC.O_CLOEXEC;
    private const string ThreadSelf = "/proc/thread-self";

    private readonly SafeDescriptor _directory;
    private readonly string _path;

    private ProcessDirectory(SafeDescriptor directory, string path)
    {
        _directory = directory;
        _path = path;
    }

    /// <summary>The process' id; 0 where it was not opened by it.</summary>
    public int Id { get; private init; }

    /// <exception cref="KernelException">There is no such process.</exception>
    public static ProcessDirectory Open(int processId) => Open(processId.ToString(CultureInfo.InvariantCulture), processId);

    /// <summary>The directory of this very process.</summary>
    public static ProcessDirectory OpenSelf() => Open("self");

    /// <summary>The inode of the network namespace of the calling thread, which may be another than that of the process' first.</summary>
    public static long ReadOwnNetwork() => ReadNetwork($"{ThreadSelf}/ns/net");

    /// <summary>The calling thread's id: the link reads <c>1234/task/1235</c>. Older C libraries have no gettid(2).</summary>
    public static int ReadThreadId()
    {
        Span<byte> target = stackalloc byte[64];
        var length = LibC.readlink(ThreadSelf, target, target.Length);
        if (length < 0) throw KernelException.FromLastCall(ThreadSelf);
        var text = target[..(int)length];
        return int.TryParse(text[(text.LastIndexOf((byte)'/') + 1)..], CultureInfo.InvariantCulture, out var id)
            ? id
            : throw KernelException.FromErrno(ThreadSelf, Errno.EBADMSG);
    }

    /// <summary>The inode of a process' network namespace, where one look is enough.</summary>
    /// <exception cref="KernelException">The process is gone, or not ours to look at (CAP_SYS_PTRACE).</exception>
    public static long ReadNetwork(int processId) => ReadNetwork(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/ns/net"));

    /// <summary>/proc itself.</summary>
    public static ProcessDirectory OpenRoot() => Open("");

    /// <summary>The inode that names a namespace of the process (namespaces(7)).</summary>
    /// <param name="type">net, ipc, uts, pid, mnt, user, cgroup.</param>
    /// <exception cref="KernelException">The process is gone, or not ours to look at (CAP_SYS_PTRACE).</exception>
    public long ReadNamespace(string type)
    {
        Span<byte> target = stackalloc byte[64];
        var length = LibC.readlinkat(_directory, $"ns/{type}", target, target.Length);
        return length < 0 ? throw KernelException.FromLastCall($"{_path}/ns/{type}") : Inode(target[..(int)length], _path);
    }

    /// <summary>The same, 0 where the kernel was built without that type.</summary>
    public long ReadNamespaceIfAny(string type)
    {
        try
        {
            return ReadNamespace(type);
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            return 0;
        }
    }

    /// <summary>Opens a file of the process.</summary>
    /// <exception cref="KernelException">The process is gone, there is no such file, or it is not ours to open.</exception>
    public SafeDescriptor OpenFile(string name)
    {
        SafeDescriptor file;
        do file = LibC.openat(_directory, name, OpenFlags);
        while (file.IsInvalid && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return file.IsInvalid ? throw KernelException.FromLastCall($"{_path}/{name}") : file;
    }

    /// <summary>A path to the root folder of the process, with what is mounted there. Valid while this is held.</summary>
    public string Root => $"/proc/self/fd/{_directory.Number}/root";

    /// <summary>The target of a link of the process, such as <c>exe</c>.</summary>
    /// <exception cref="KernelException">The process is gone, there is no such link, or it is not ours to look at.</exception>
    public string ReadLink(string name)
    {
        Span<byte> target = stackalloc byte[4096];
        var length = LibC.readlinkat(_directory, name, target, target.Length);
        return length < 0 ? throw KernelException.FromLastCall($"{_path}/{name}") : Encoding.UTF8.GetString(target[..(int)length]);
    }

    /// <summary>The texts of a file like <c>cmdline</c> or <c>environ</c>, where each ends with a zero byte.</summary>
    /// <exception cref="KernelException">The process is gone, or not ours to look at.</exception>
    public string[] ReadTexts(string name)
    {
        using var file = ProcFile.Read(this, name);
        return Encoding.UTF8.GetString(file.Content).TrimEnd('\0').Split('\0');
    }

    /// <summary>Sends a signal to this process, and to no other that has its number by then: a descriptor of /proc/PID is one of pidfd_send_signal(2).</summary>
    /// <exception cref="KernelException">The process is gone, or not ours to signal.</exception>
    public void Signal(int signal)
    {
        if (LibC.syscall(LibC.__NR_pidfd_send_signal, _directory, signal, 0, 0) != 0) throw KernelException.FromLastCall($"{_path} (signal {signal})");
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static long ReadNetwork(string path)
    {
        Span<byte> target = stackalloc byte[64];
        var length = LibC.readlink(path, target, target.Length);
        return length < 0 ? throw KernelException.FromLastCall(path) : Inode(target[..(int)length], path);
    }

    /// <summary>The target reads <c>net:[4026531840]</c>.</summary>
    private static long Inode(ReadOnlySpan<byte> target, string path)
    {
        var start = target.IndexOf((byte)'[') + 1;
        return start > 0 && target[^1] == ']' && long.TryParse(target[start..^1], CultureInfo.InvariantCulture, out var inode)
            ? inode
            : throw KernelException.FromErrno(path, Errno.EBADMSG);
    }

    private static ProcessDirectory Open(string name, int processId = 0)
    {
        var path = $"/proc/{name}";
        var directory = LibC.open(path, OpenFlags);
        return directory.IsInvalid ? throw KernelException.FromLastCall(path) : new ProcessDirectory(directory, path) { Id = processId };
    }
}
