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
        var builder = new RouteBuilder(netlink.DumpLinks(), inode);
        return netlink.DumpRoutes(RouteBuilder.AF_INET).Concat(netlink.DumpRoutes(RouteBuilder.AF_INET6)).Select(builder.Build).ToArray();
    });
}
