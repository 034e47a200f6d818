using System.Runtime.InteropServices;

namespace ContainerNet.Linux.Proc;

/// <summary>Reads settings of the kernel from <c>/proc/sys</c> (sysctl(8)). Those below <c>net</c> are of the network namespace the calling thread is in.</summary>
internal static class KernelSettings
{
    private const string Root = "/proc/sys/";

    /// <summary>A setting's text, without the line break; null where this kernel has none of that name, as without its module.</summary>
    /// <param name="name">The name below <c>/proc/sys</c>, with slashes.</param>
    /// <exception cref="KernelException">It is not ours to read.</exception>
    public static string? Read(string name)
    {
        Span<byte> buffer = stackalloc byte[256];
        using var file = LibC.open(Root + name, LibC.O_RDONLY | LibC.O_CLOEXEC);
        var length = file.IsInvalid ? -1 : LibC.read(file, buffer, buffer.Length);
        if (length >= 0) return TextCache.Get(buffer[..(int)length].TrimEnd((byte)'\n'));
        var error = KernelException.FromErrno(Root + name, Marshal.GetLastPInvokeError());
        return error.IsGone ? null : throw error;
    }

    /// <summary>The names in a folder: one for each interface, and <c>all</c> and <c>default</c>; none where there is no such folder.</summary>
    /// <param name="folder">The folder below <c>/proc/sys</c>.</param>
    public static string[] List(string folder)
    {
        var path = Root + folder;
        return Directory.Exists(path) ? [.. Directory.EnumerateDirectories(path).Select(static one => Path.GetFileName(one)!).Order(StringComparer.Ordinal)] : [];
    }
}
