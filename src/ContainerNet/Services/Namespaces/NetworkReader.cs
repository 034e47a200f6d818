using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the links and addresses of a process' network namespace from our own, by two dumps.</summary>
internal static class NetworkReader
{
    /// <param name="lease">The socket to ask on.</param>
    /// <param name="process">A process in the namespace.</param>
    /// <param name="inode">The namespace's inode, as it was read of that process.</param>
    /// <param name="statistics">Whether the links' counters are wanted.</param>
    /// <exception cref="KernelException">The process is gone, a right is missing, or the kernel's answer makes no sense.</exception>
    public static NamespaceContents Read(NetlinkLease lease, ProcessDirectory process, long inode, bool statistics)
    {
        var contents = inode == lease.OwnInode ? ReadOwn(lease.Netlink, inode, statistics) : ReadOther(lease.Netlink, process, inode, statistics);

        // Fails when the process is gone, and differs when it has changed its namespace since.
        if (process.ReadNamespace("net") != inode) throw KernelException.FromErrno("/proc", Errno.ESRCH);
        if (contents.Numbered is { } numbered) lease.Netlink.Remember(inode, numbered);
        return contents;
    }

    private static NamespaceContents ReadOwn(RouteNetlink netlink, long inode, bool statistics) =>
        new(inode, null, netlink.DumpLinks(null, statistics), netlink.DumpAddresses(null));

    private static NamespaceContents ReadOther(RouteNetlink netlink, ProcessDirectory process, long inode, bool statistics)
    {
        var numbered = netlink.Number(inode, process.Id);
        var links = netlink.DumpLinks(numbered.Id, statistics);
        var addresses = netlink.DumpAddresses(numbered.Id);
        foreach (var link in links)
        {
            if (link.LinkNamespaceId is >= 0 and var ours) link.InnerLinkNamespaceId = netlink.Translate(ours, numbered);
        }

        return new NamespaceContents(inode, numbered.Id, links, addresses) { Numbered = numbered };
    }
}
