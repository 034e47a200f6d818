using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// Finds the other ends of interfaces. An index alone means nothing: every namespace numbers its links by itself, so an end is known by
/// its index and the id of its namespace (IFLA_LINK and IFLA_LINK_NETNSID).
/// </summary>
/// <param name="host">The links of the engine's namespace; null where they cannot be read.</param>
/// <param name="namespaces">The namespaces that were read at the same time.</param>
internal sealed class PeerFinder(HostLinks? host, IEnumerable<NamespaceContents> namespaces)
{
    private readonly Dictionary<int, NamespaceContents> _namespaces =
        namespaces.Where(static one => one.Id is not null).DistinctBy(static one => one.Id).ToDictionary(static one => one.Id!.Value);

    /// <summary>The other end of a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="home">The namespace it is in.</param>
    public LinkEnd Find(LinkMessage link, NamespaceContents home)
    {
        if (link.Link is not { } index || index == 0) return LinkEnd.None;
        if (link.LinkNamespaceId is not { } id) return new LinkEnd(home.Find(index)?.Name ?? "", "", "");
        if (host is null || id != host.Id) return new LinkEnd(_namespaces.GetValueOrDefault(id)?.Find(index)?.Name ?? "", "", "");
        if (host.Find(index) is not { } end) return LinkEnd.None;

        // The other end of a veth points back. What a macvlan stands on does not.
        if (!PointsBack(end, link, home)) return new LinkEnd(end.Name, "", "");
        return new LinkEnd(end.Name, end.Name, end.Master == 0 ? "" : host.NameOf(end.Master));
    }

    // A bridge does not tell in which namespace its port's other end is; but of a pair's end the kernel has told exactly where the other one is.
    // And where both have the same index it does not tell it of the port (br_fill_ifinfo in net/bridge/br_netlink.c).
    private static bool PointsBack(LinkMessage end, LinkMessage link, NamespaceContents home) =>
        end.Family == LibC.AF_BRIDGE
            ? link.Kind is "veth" or "netkit" && (end.Link ?? end.Index) == link.Index
            : end.Link == link.Index && end.LinkNamespaceId == home.Id;
}

/// <summary>The other end of an interface; empty texts where there is none, or none to be seen.</summary>
/// <param name="PeerName">Its name in its own namespace.</param>
/// <param name="HostInterface">The same, where it is the host's end of a veth pair.</param>
/// <param name="Bridge">The bridge that the host's end is a port of.</param>
internal readonly record struct LinkEnd(string PeerName, string HostInterface, string Bridge)
{
    public static LinkEnd None { get; } = new("", "", "");
}
