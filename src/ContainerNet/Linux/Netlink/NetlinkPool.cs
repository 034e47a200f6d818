using System.Collections.Concurrent;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Linux.Netlink;

/// <summary>
/// Keeps a few rtnetlink sockets open from one reading to the next. A socket belongs to the namespace it was opened in, so one is given
/// only to a thread that is in that namespace.
/// </summary>
internal static class NetlinkPool
{
    private const int MaxIdle = 4;

    private static readonly ConcurrentStack<(RouteNetlink Netlink, long Inode)> s_idle = new();

    /// <exception cref="KernelException">The kernel has no netlink, or too many descriptors are open.</exception>
    public static NetlinkLease Rent()
    {
        var inode = ProcessDirectory.ReadOwnNetwork();
        while (s_idle.TryPop(out var idle))
        {
            if (idle.Inode == inode) return new NetlinkLease(idle.Netlink, inode);
            idle.Netlink.Dispose();
        }

        return new NetlinkLease(RouteNetlink.Open(), inode);
    }

    /// <summary>Takes back a socket in which nothing is left unread.</summary>
    public static void Return(RouteNetlink netlink, long inode)
    {
        if (s_idle.Count < MaxIdle) s_idle.Push((netlink, inode));
        else netlink.Dispose();
    }
}
