using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the routes of network namespaces.</summary>
internal static class RouteReader
{
    /// <summary>The routes of every table, IPv4 first, in the kernel's order; container name and id are left empty.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public static ContainerRoute[] Read(int processId) => NamespaceVisit.Read(processId, static (_, inode, handle) =>
    {
        using var netlink = handle is null ? RoutingNetlink.Open() : RoutingNetlink.OpenIn(handle);
        return ReadRoutes(netlink, netlink.DumpLinks(), inode);
    });

    /// <summary>The same, and the rules that choose a table for a packet, IPv4 first, in the order they are asked.</summary>
    /// <param name="netlink">Asks in the namespace.</param>
    /// <param name="links">The links of the namespace.</param>
    /// <param name="inode">The namespace's inode.</param>
    /// <exception cref="KernelException">The kernel's answer makes no sense.</exception>
    public static (ContainerRoute[] Routes, SnapshotRoutingRule[] Rules) ReadWithRules(RoutingNetlink netlink, List<LinkMessage> links, long inode)
    {
        var rules = netlink.DumpRules(RouteBuilder.AF_INET).Concat(netlink.DumpRules(RouteBuilder.AF_INET6));
        return (ReadRoutes(netlink, links, inode), [.. rules.Select(RoutingRuleBuilder.Build)]);
    }

    private static ContainerRoute[] ReadRoutes(RoutingNetlink netlink, List<LinkMessage> links, long inode)
    {
        var builder = new RouteBuilder(links, inode);
        return [.. netlink.DumpRoutes(RouteBuilder.AF_INET).Concat(netlink.DumpRoutes(RouteBuilder.AF_INET6)).Select(builder.Build)];
    }
}
