using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>The C library's calls this module needs, by their C names (section 2 of the manual).</summary>
internal static partial class LibC
{
    public const int AF_UNSPEC = 0;
    public const int AF_INET = 2;
    public const int AF_BRIDGE = 7;
    public const int AF_INET6 = 10;
    public const int AF_NETLINK = 16;
    public const int SOCK_STREAM = 1;
    public const int SOCK_DGRAM = 2;
    public const int SOCK_RAW = 3;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int SOL_SOCKET = 1;
    public const int SO_RCVTIMEO = 20;
    public const int SO_RCVBUFFORCE = 33;
    public const int SOL_NETLINK = 270;
    public const int MSG_TRUNC = 0x20;
    public const int MSG_DONTWAIT = 0x40;
    public const int O_RDONLY = 0;
    public const int O_NONBLOCK = 0x800;
    public const int O_PATH = 0x200000;
    public const int O_CLOEXEC = 0x80000;
    public const int SIGHUP = 1;
    public const int __NR_pidfd_send_signal = 424;
    public const int __NR_openat2 = 437;
    public const int RESOLVE_NO_MAGICLINKS = 0x02;
    public const int RESOLVE_IN_ROOT = 0x10;
    public const int POLLIN = 1;
    public const int IFNAMSIZ = 16;
    public const int SIOCGIFNAME = 0x8910;
    public const int EFD_CLOEXEC = 0x80000;
    public const int AT_FDCWD = -100;
    public const int AT_EMPTY_PATH = 0x1000;
    public const int STATX_TYPE = 1;
    public const int S_IFMT = 0xF000;
    public const int S_IFREG = 0x8000;

    [LibraryImport("libc", SetLastError = true)]
    public static partial SafeDescriptor socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int bind(SafeDescriptor socket, in SockaddrNl address, int length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int setsockopt(SafeDescriptor socket, int level, int option, ReadOnlySpan<byte> value, int length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint sendto(
        SafeDescriptor socket, ReadOnlySpan<byte> buffer, nint length, int flags, in SockaddrNl address, int addressLength);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recvfrom(
        SafeDescriptor socket, Span<byte> buffer, nint length, int flags, ref SockaddrNl address, ref int addressLength);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recvmsg(SafeDescriptor socket, ref MessageHeader message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ioctl(SafeDescriptor socket, nuint request, Span<byte> argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(Span<PollDescriptor> descriptors, nuint count, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    public static partial SafeDescriptor eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeDescriptor open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeDescriptor openat(SafeDescriptor directory, string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint readlink(string path, Span<byte> buffer, nint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint readlinkat(SafeDescriptor directory, string path, Span<byte> buffer, nint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int directory, string path, int flags, uint mask, Span<byte> result);

    /// <param name="directory">The folder.</param>
    /// <param name="path">The name in UTF-8, with the zero that ends it.</param>
    /// <param name="buffer">Takes the target.</param>
    /// <param name="length">The buffer's length.</param>
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint readlinkat(SafeDescriptor directory, ReadOnlySpan<byte> path, Span<byte> buffer, nint length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(SafeDescriptor file, Span<byte> buffer, nint length);

    /// <summary>pidfd_send_signal(2), which the C library has no name for before glibc 2.36.</summary>
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, SafeDescriptor process, nint signal, nint info, nint flags);

    /// <summary>openat2(2), which older C libraries have no name for.</summary>
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint syscall(nint number, SafeDescriptor directory, string path, in OpenHow how, nint size);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(SafeDescriptor file, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(SafeDescriptor file, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);
}

/// <summary>struct sockaddr_nl of linux/netlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SockaddrNl
{
    public const int Size = 12;

    public ushort Family;
    public ushort Padding;

    /// <summary>The port; the kernel's own is 0.</summary>
    public uint Port;
    public uint Groups;
}

/// <summary>struct open_how of linux/openat2.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public const int Size = 24;

    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}

/// <summary>struct pollfd of poll.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Returned;
}

/// <summary>struct msghdr of sys/socket.h, with one struct iovec behind <see cref="Vectors"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageHeader
{
    public nint Name;
    public uint NameLength;
    public nint Vectors;
    public nint VectorCount;
    public nint Control;
    public nint ControlLength;
    public int Flags;
}

/// <summary>struct iovec of sys/uio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IoVector
{
    public nint Start;
    public nint Length;
}
