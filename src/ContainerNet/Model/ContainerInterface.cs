namespace ContainerNet;

/// <summary>A network interface in a container's network namespace, read from the kernel (rtnetlink(7)).</summary>
public sealed record ContainerInterface
{
    /// <summary>The name of the container it was asked for.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of the container it was asked for.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The interface's name in the namespace, such as <c>eth0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The interface index (ifindex) in the namespace.</summary>
    public required int Index { get; init; }

    /// <summary>The index of the peer (IFLA_LINK), such as the other end of a veth; 0 when there is none.</summary>
    public int PeerIndex { get; init; }

    /// <summary>The name of the interface that <see cref="PeerIndex"/> means, in its own namespace; empty when it is not to be seen from here.</summary>
    public string PeerName { get; init; } = "";

    /// <summary>The name of the host's end of the veth pair; empty when the interface is no end of one, or the host's is not to be seen.</summary>
    public string HostInterface { get; init; } = "";

    /// <summary>The bridge on the host that <see cref="HostInterface"/> is a port of; empty when it is none.</summary>
    public string Bridge { get; init; } = "";

    /// <summary>The engine's name for the network the interface belongs to; empty for <c>lo</c> and for what the engine did not make.</summary>
    public string Network { get; init; } = "";

    /// <summary>What ip(8) prints behind the @: <c>if13</c> for a peer in another namespace, a name for a link in this one, NONE, or empty.</summary>
    public string LinkName { get; init; } = "";

    /// <summary>The name of the bridge or bond the interface is a port of; empty when it is none.</summary>
    public string Master { get; init; } = "";

    /// <summary>The link kind (IFLA_INFO_KIND): veth, bridge, macvlan ...; empty for a device without one, such as <c>lo</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The link layer type, as ip(8) names it: loopback, ether, ipip, sit ...</summary>
    public string LinkType { get; init; } = "";

    /// <summary>The interface flags, as ip(8) names and orders them: BROADCAST, MULTICAST, UP, LOWER_UP ...</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>The operational state (RFC 2863): UP, DOWN, UNKNOWN, LOWERLAYERDOWN ...</summary>
    public string State { get; init; } = "";

    /// <summary>The largest packet in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>The queue discipline, such as noqueue.</summary>
    public string QueueDiscipline { get; init; } = "";

    /// <summary>The XDP program's mode and id, such as <c>xdp/id:5</c>; empty when there is none.</summary>
    public string Xdp { get; init; } = "";

    /// <summary>The interface group; <c>default</c> for group 0.</summary>
    public string Group { get; init; } = "default";

    /// <summary>The transmit queue's length in packets.</summary>
    public int QueueLength { get; init; }

    /// <summary>The MAC (link layer) address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>The link layer broadcast address, or a tunnel's peer.</summary>
    public string Broadcast { get; init; } = "";

    /// <summary>The permanent MAC address, where it differs from <see cref="MacAddress"/>; empty otherwise.</summary>
    public string PermanentAddress { get; init; } = "";

    /// <summary>Whether a protocol holds the interface down (IFLA_PROTO_DOWN).</summary>
    public bool ProtocolDown { get; init; }

    /// <summary>Further names of the interface (IFLA_ALT_IFNAME).</summary>
    public string[] AlternativeNames { get; init; } = [];

    /// <summary>The addresses, in the kernel's order.</summary>
    public InterfaceAddress[] Addresses { get; init; } = [];

    /// <summary>The id of the peer's namespace as seen inside this one; null when the peer is in the same namespace or there is none, -1
    /// when this namespace has no id for it.</summary>
    public int? LinkNetnsId { get; init; }

    /// <summary>The inode that names the network namespace (namespaces(7)).</summary>
    public long NamespaceInode { get; init; }

    /// <summary>The counters; null where they were not asked for.</summary>
    public InterfaceStatistics? Statistics { get; init; }

    /// <summary>Kernel, or Engine where the kernel could not be asked: then only network, MAC address and addresses are known.</summary>
    public string Source { get; init; } = "Kernel";

    /// <summary>The block <c>ip addr</c> prints for this interface, byte for byte, without the line break that ends it.</summary>
    public override string ToString() => Services.Namespaces.IpAddressFormat.Print(this);
}
