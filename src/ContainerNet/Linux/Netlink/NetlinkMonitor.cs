using System.Buffers;
using System.Runtime.InteropServices;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>
/// Listens for changes of links and addresses, in our network namespace and in every one it has a number for (netlink(7),
/// NETLINK_LISTEN_ALL_NSID).
/// </summary>
internal sealed class NetlinkMonitor : IDisposable
{
    /// <summary>The operation of the error where the right to listen to all namespaces is missing.</summary>
    public const string Listening = "setsockopt(NETLINK_LISTEN_ALL_NSID)";

    private const int BufferSize = 64 * 1024;
    private const int ControlSize = 256;

    // A container's start is some ten messages of about 1 KiB; hundreds may start together.
    private const int KernelBufferSize = 4 * 1024 * 1024;

    private readonly SafeDescriptor _socket = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, NETLINK_ROUTE);
    private readonly StopSignal _stop = new();

    private NetlinkMonitor()
    {
    }

    /// <summary>Opens one; from now on nothing is missed that is not told by an <see cref="OverrunNotice"/>.</summary>
    /// <exception cref="KernelException">A right is missing (CAP_NET_ADMIN, CAP_NET_BROADCAST), or there is no netlink.</exception>
    public static NetlinkMonitor Open()
    {
        var monitor = new NetlinkMonitor();
        try
        {
            monitor.Subscribe();
            return monitor;
        }
        catch
        {
            monitor.Dispose();
            throw;
        }
    }

    /// <summary>Hands over each notice as it comes, on the calling thread, until <see cref="Stop"/>.</summary>
    /// <exception cref="KernelException">The kernel's error, or bytes that make no sense.</exception>
    public void Run(Action<NetworkNotice> told)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (_stop.WaitFor(_socket))
            {
                foreach (var notice in Receive(buffer)) told(notice);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends <see cref="Run"/>, from any thread.</summary>
    public void Stop() => _stop.Stop();

    /// <summary>Frees the socket; <see cref="Run"/> must have ended.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    private void Subscribe()
    {
        if (_socket.IsInvalid) throw KernelException.FromLastCall("socket(AF_NETLINK)");
        NetlinkSocket.SetOption(_socket, LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, KernelBufferSize);
        NetlinkSocket.SetOption(_socket, LibC.SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1, Listening);
        NetlinkSocket.Bind(_socket);
        foreach (var group in new[] { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_NSID })
            NetlinkSocket.SetOption(_socket, LibC.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    }

    private unsafe List<NetworkNotice> Receive(byte[] buffer)
    {
        var sender = default(SockaddrNl);
        Span<byte> control = stackalloc byte[ControlSize];
        fixed (byte* start = buffer)
        fixed (byte* beside = control)
        {
            var vector = new IoVector { Start = (nint)start, Length = buffer.Length };
            var message = new MessageHeader
            {
                Name = (nint)(&sender),
                NameLength = SockaddrNl.Size,
                Vectors = (nint)(&vector),
                VectorCount = 1,
                Control = (nint)beside,
                ControlLength = ControlSize,
            };
            var length = LibC.recvmsg(_socket, ref message, LibC.MSG_TRUNC | LibC.MSG_DONTWAIT);
            if (length < 0)
            {
                return Marshal.GetLastPInvokeError() switch
                {
                    Errno.ENOBUFS => [new OverrunNotice()],
                    Errno.EINTR or Errno.EAGAIN => [],
                    _ => throw KernelException.FromLastCall("recvmsg(AF_NETLINK)"),
                };
            }

            // Any process may send to a netlink port; only port 0 is the kernel.
            if (sender.Port != 0) return [];
            if (length > buffer.Length) throw KernelException.Malformed($"a datagram of {length} bytes was cut to {buffer.Length}");
            return NoticeReader.Read(buffer.AsSpan(0, (int)length), ControlReader.NamespaceId(control[..(int)message.ControlLength]));
        }
    }
}
