using System.Globalization;

namespace ContainerNet.Linux.Proc;

/// <summary>
/// Reads files as a process sees them. What it has there is its own affair: a link may lead to anywhere and is followed below its root alone
/// (openat2(2), from Linux 5.6), and what is no regular file is not opened, because opening a pipe waits and opening a device does something.
/// </summary>
internal static class RootFile
{
    private const int Limit = 256 * 1024;

    /// <summary>The beginning of a file, 256 KiB of it; null where there is no such file, or it is none that is read.</summary>
    /// <param name="process">The process.</param>
    /// <param name="path">The path from its root.</param>
    /// <exception cref="KernelException">The process is gone, or not ours to look at (CAP_SYS_PTRACE).</exception>
    public static byte[]? Read(ProcessDirectory process, string path)
    {
        using var root = process.OpenFile("root");
        var how = new OpenHow { Flags = LibC.O_PATH | LibC.O_CLOEXEC, Resolve = LibC.RESOLVE_IN_ROOT | LibC.RESOLVE_NO_MAGICLINKS };
        using var named = new SafeDescriptor((int)LibC.syscall(LibC.__NR_openat2, root, path, in how, OpenHow.Size));
        if (named.IsInvalid || !FileKind.IsRegular(named)) return null;
        using var file = LibC.open(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{named.Number}"), LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
        return file.IsInvalid ? null : Content(file);
    }

    private static byte[] Content(SafeDescriptor file)
    {
        var content = new byte[Limit];
        var length = 0;
        while (length < Limit && LibC.read(file, content.AsSpan(length), Limit - length) is > 0 and var count) length += (int)count;
        return content[..length];
    }
}
