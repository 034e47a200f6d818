using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Hears of every change of nftables' rules, which those of iptables-nft are too, in the network namespace it was opened in. Needs CAP_NET_ADMIN.</summary>
internal sealed class NftablesMonitor : IDisposable
{
    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NETLINK_NETFILTER);
    private readonly StopSignal _stop = new();

    private NftablesMonitor()
    {
    }

    /// <summary>Opens one; from now on no change is missed.</summary>
    /// <exception cref="KernelException">A right is missing, or the kernel has no nftables.</exception>
    public static NftablesMonitor Open()
    {
        var monitor = new NftablesMonitor();
        try
        {
            monitor._socket.Join(NFNLGRP_NFTABLES);
            return monitor;
        }
        catch
        {
            monitor.Dispose();
            throw;
        }
    }

    /// <summary>Calls back once for each burst of changes, on the calling thread, until <see cref="Stop"/>.</summary>
    /// <exception cref="KernelException">The kernel's error.</exception>
    public void Run(Action changed)
    {
        while (_socket.Wait(_stop))
        {
            // What has changed does not matter, nor whether some of it was lost: all is read anew.
            while (_socket.TryReceive(out _, out _))
            {
            }

            changed();
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
}
