using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A netlink socket (netlink(7)). It belongs to the network namespace it was opened in.</summary>
internal sealed class NetlinkSocket : IDisposable
{
    // The kernel fills a datagram of a dump up to 32 KiB, or up to what the reader offers.
    private const int BufferSize = 64 * 1024;
    // struct ifreq of linux/if.h.
    private const int InterfaceRequestSize = 40;
    private const int TimeoutSeconds = 5;

    private readonly SafeDescriptor _descriptor;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);

    private bool _disposed;

    private NetlinkSocket(SafeDescriptor descriptor) => _descriptor = descriptor;

    /// <summary>Opens one in the namespace this process is in.</summary>
    /// <param name="protocol">NETLINK_*.</param>
    /// <exception cref="KernelException">The kernel has no netlink, or too many descriptors are open.</exception>
    public static NetlinkSocket Open(int protocol = NETLINK_ROUTE) =>
        Prepared(LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol));

    /// <summary>Opens one in another namespace.</summary>
    /// <param name="networkNamespace">The open namespace.</param>
    /// <param name="protocol">NETLINK_*.</param>
    /// <exception cref="KernelException">The namespace may not be entered.</exception>
    public static NetlinkSocket OpenIn(SafeDescriptor networkNamespace, int protocol = NETLINK_ROUTE) =>
        Prepared(NamespaceSocket.Open(networkNamespace, protocol));

    /// <summary>Takes over one that <see cref="NamespaceSocket"/> has opened.</summary>
    public static NetlinkSocket Of(SafeDescriptor socket) => Prepared(socket);

    public void Send(ReadOnlySpan<byte> request)
    {
        var kernel = new SockaddrNl { Family = LibC.AF_NETLINK };
        while (LibC.sendto(_descriptor, request, request.Length, 0, in kernel, SockaddrNl.Size) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.EINTR) throw KernelException.FromLastCall("sendto(AF_NETLINK)");
        }
    }

    /// <summary>The next datagram of the kernel; valid until the next call.</summary>
    public ReadOnlySpan<byte> Receive()
    {
        while (true)
        {
            var sender = default(SockaddrNl);
            var senderLength = SockaddrNl.Size;
            var length = LibC.recvfrom(_descriptor, _buffer, _buffer.Length, LibC.MSG_TRUNC, ref sender, ref senderLength);
            if (length < 0)
            {
                if (Marshal.GetLastPInvokeError() == Errno.EINTR) continue;
                throw KernelException.FromLastCall("recvfrom(AF_NETLINK)");
            }

            // Any process may send to a netlink port; only port 0 is the kernel.
            if (sender.Port != 0) continue;
            if (length > _buffer.Length) throw KernelException.Malformed($"a datagram of {length} bytes was cut to {_buffer.Length}");
            return _buffer.AsSpan(0, (int)length);
        }
    }

    /// <summary>Has the kernel tell the socket what it tells a group.</summary>
    /// <param name="group">RTNLGRP_* or NFNLGRP_*.</param>
    /// <exception cref="KernelException">There is no such group.</exception>
    public void Join(int group) => SetOption(_descriptor, LibC.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);

    /// <inheritdoc cref="StopSignal.WaitFor"/>
    public bool Wait(StopSignal stop, TimeSpan? limit = null) => stop.WaitFor(_descriptor, limit);

    /// <summary>Takes a datagram that is there already; false where there is none.</summary>
    /// <param name="datagram">The datagram; valid until the next call.</param>
    /// <param name="lost">Whether something may have been told that is not to be had. There is no datagram then.</param>
    /// <exception cref="KernelException">Another error than that.</exception>
    public bool TryReceive(out ReadOnlySpan<byte> datagram, out bool lost)
    {
        var sender = default(SockaddrNl);
        var senderLength = SockaddrNl.Size;
        var length = LibC.recvfrom(_descriptor, _buffer, _buffer.Length, LibC.MSG_DONTWAIT, ref sender, ref senderLength);
        var error = length < 0 ? Marshal.GetLastPInvokeError() : 0;
        datagram = _buffer.AsSpan(0, (int)Math.Max(length, 0));
        lost = error is Errno.ENOBUFS or Errno.EINTR;
        return error is 0 or Errno.EAGAIN || lost ? error != Errno.EAGAIN : throw KernelException.FromErrno("recvfrom(AF_NETLINK)", error);
    }

    /// <summary>The name of an interface of the socket's own namespace (netdevice(7)); empty where there is none of that index.</summary>
    /// <exception cref="KernelException">Another error than that.</exception>
    public string InterfaceName(int index)
    {
        Span<byte> request = stackalloc byte[InterfaceRequestSize];
        request.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(request[LibC.IFNAMSIZ..], index);
        if (LibC.ioctl(_descriptor, LibC.SIOCGIFNAME, request) == 0)
            return TextCache.Get(request[..request[..LibC.IFNAMSIZ].IndexOf((byte)0)]);
        return Marshal.GetLastPInvokeError() == Errno.ENODEV ? "" : throw KernelException.FromLastCall("ioctl(SIOCGIFNAME)");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _descriptor.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static NetlinkSocket Prepared(SafeDescriptor descriptor)
    {
        var socket = new NetlinkSocket(descriptor);
        try
        {
            if (descriptor.IsInvalid) throw KernelException.FromLastCall("socket(AF_NETLINK)");
            socket.Prepare();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Prepare()
    {
        // Without strict checking the dump of addresses ignores the target namespace.
        SetOption(_descriptor, LibC.SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        SetOption(_descriptor, LibC.SOL_NETLINK, NETLINK_EXT_ACK, 1);

        Span<byte> timeval = stackalloc byte[16];
        timeval.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(timeval, TimeoutSeconds);
        if (LibC.setsockopt(_descriptor, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, timeval, timeval.Length) != 0)
            throw KernelException.FromLastCall("setsockopt(SO_RCVTIMEO)");

        Bind(_descriptor);
    }

    /// <summary>Has the kernel give a socket its port: one without is told nothing that goes to all.</summary>
    /// <exception cref="KernelException">There is no memory for it.</exception>
    public static void Bind(SafeDescriptor socket)
    {
        var address = new SockaddrNl { Family = LibC.AF_NETLINK };
        if (LibC.bind(socket, in address, SockaddrNl.Size) != 0) throw KernelException.FromLastCall("bind(AF_NETLINK)");
    }

    /// <exception cref="KernelException">The kernel refuses the option.</exception>
    public static void SetOption(SafeDescriptor socket, int level, int option, int value, string? operation = null)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        if (LibC.setsockopt(socket, level, option, bytes, bytes.Length) != 0)
            throw KernelException.FromLastCall(operation ?? $"setsockopt({level}, {option})");
    }
}
