namespace ContainerNet;

/// <summary>A route of a container's network namespace, read from the kernel (rtnetlink(7), RTM_GETROUTE).</summary>
public sealed record ContainerRoute
{
    /// <summary>The name of the container it was asked for.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of the container it was asked for.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>inet or inet6.</summary>
    public required string Family { get; init; }

    /// <summary>unicast, local, broadcast, multicast, anycast, blackhole, unreachable, prohibit, throw ...</summary>
    public required string Type { get; init; }

    /// <summary>As ip(8) writes it: <c>default</c>, a prefix, or an address alone for a prefix of full length.</summary>
    public required string Destination { get; init; }

    /// <summary>The prefix a packet has to come from; empty where any does.</summary>
    public string From { get; init; } = "";

    /// <summary>The address of the next router; empty where the destination is on the link, or where <see cref="NextHops"/> hold several.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The name of the interface; empty where <see cref="NextHops"/> hold several.</summary>
    public string Interface { get; init; } = "";

    /// <summary>main, local, default, or a number.</summary>
    public required string Table { get; init; }

    /// <summary>Who made it: kernel, boot, static, ra, dhcp ..., or a number.</summary>
    public required string Protocol { get; init; }

    /// <summary>global, site, link, host, nowhere, or a number.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The address packets are sent from; empty where the kernel chooses.</summary>
    public string PreferredSource { get; init; } = "";

    /// <summary>The priority among routes to the same destination, the lowest first; null where the kernel tells none, which counts as 0.</summary>
    public uint? Metric { get; init; }

    /// <summary>What holds on this way, as ip(8) writes it: <c>mtu 1400</c>, <c>advmss lock 1360</c> ...</summary>
    public string[] Metrics { get; init; } = [];

    /// <summary>onlink, linkdown, dead, offload ..., as ip(8) names them.</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>The ways out of a route that has several; empty otherwise.</summary>
    public RouteNextHop[] NextHops { get; init; } = [];

    /// <summary>The preference a router told (RFC 4191): low, medium or high; empty for IPv4.</summary>
    public string Preference { get; init; } = "";

    /// <summary>Seconds until it goes; null for one that stays.</summary>
    public int? Expires { get; init; }

    /// <summary>The error one gets who takes it, as a negative number of errno(3); 0 for none.</summary>
    public int Error { get; init; }

    /// <summary>How packets are wrapped: the name of the kind and its attributes in hexadecimal; empty where they are not.</summary>
    public string Encapsulation { get; init; } = "";

    /// <summary>The routing realms, <c>from/to</c> or one number; empty for none.</summary>
    public string Realms { get; init; } = "";

    /// <summary>The type of service it is for; 0 for any.</summary>
    public int TypeOfService { get; init; }

    /// <summary>The id of the nexthop object it uses; 0 for none.</summary>
    public uint NextHopId { get; init; }

    /// <summary>The inode that names the network namespace (namespaces(7)).</summary>
    public long NamespaceInode { get; init; }

    /// <summary>The line <c>ip route show table all</c> prints for it, without blanks at its end.</summary>
    public override string ToString() => Services.Namespaces.IpRouteFormat.Print(this);
}
