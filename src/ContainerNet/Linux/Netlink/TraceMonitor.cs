using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Hears what the kernel tells of marked packets in the network namespace it was opened in. Needs CAP_NET_ADMIN.</summary>
internal sealed class TraceMonitor : IDisposable
{
    private const int TraceType = (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_TRACE;

    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NETLINK_NETFILTER);
    private readonly StopSignal _stop = new();

    private TraceMonitor()
    {
    }

    /// <summary>Opens one; from now on nothing is missed.</summary>
    /// <exception cref="KernelException">A right is missing, or the kernel has no such messages.</exception>
    public static TraceMonitor Open()
    {
        var monitor = new TraceMonitor();
        try
        {
            monitor._socket.Join(NFNLGRP_NFTRACE);
            return monitor;
        }
        catch
        {
            monitor.Dispose();
            throw;
        }
    }

    /// <summary>What has been told since; waits for it.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <returns>Nothing where the time is over, or <see cref="Stop"/> was called.</returns>
    /// <exception cref="KernelException">The kernel's error, bytes that make no sense, or more packets than can be told of (ENOBUFS).</exception>
    public List<TraceMessage> Read(TimeSpan limit)
    {
        var messages = new List<TraceMessage>();
        if (!_socket.Wait(_stop, limit)) return messages;
        while (_socket.TryReceive(out var datagram, out var lost))
        {
            if (lost) throw KernelException.FromErrno("NFT_MSG_TRACE", Errno.ENOBUFS);
            var reader = new MessageReader(datagram);
            while (reader.Read())
            {
                if (reader.Type == TraceType) messages.Add(TraceMessage.Parse(reader.Payload));
            }
        }

        return messages;
    }

    /// <summary>Ends every waiting, from any thread.</summary>
    public void Stop() => _stop.Stop();

    /// <summary>Frees the socket; nobody may be reading.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }
}
