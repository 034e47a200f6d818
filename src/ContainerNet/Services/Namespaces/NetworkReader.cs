using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the links and addresses of a process' network namespace from our own, by two dumps.</summary>
internal static class NetworkReader
{
    /// <param name="lease">The socket to ask on.</param>
    /// <param name="process">A process in the namespace. It has to be there still, and in the same, when this has ended.</param>
    /// <param name="inode">The namespace's inode, as it was read of that process.</param>
    /// <param name="statistics">Whether the links' counters are wanted.</param>
    /// <exception cref="KernelException">The process is gone, a right is missing, or the kernel's answer makes no sense.</exception>
    public static NamespaceContents Read(NetlinkLease lease, ProcessDirectory process, long inode, bool statistics)
    {
        var netlink = lease.Netlink;
        if (inode == lease.OwnInode)
            return new NamespaceContents(inode, null, netlink.DumpLinks(null, statistics), netlink.DumpAddresses(null));

        var id = netlink.GetNamespaceId(process.Id);
        var links = netlink.DumpLinks(id, statistics);
        var addresses = netlink.DumpAddresses(id);
        foreach (var link in links)
        {
            if (link.LinkNamespaceId is >= 0 and var ours) link.InnerLinkNamespaceId = netlink.TranslateNamespaceId(ours, id);
        }

        return new NamespaceContents(inode, id, links, addresses);
    }
}
