namespace ContainerNet;

/// <summary>
/// All that decides about the packets of an engine's containers, as it was at one time: what checks, traces and maps are made from, on this
/// machine or on another. Plain data: it survives PowerShell remoting and JSON.
/// </summary>
public sealed record NetworkSnapshot
{
    /// <summary>The version of the schema that this module writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the schema; a newer module reads older ones.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>When the reading began; UTC.</summary>
    public DateTime TakenAt { get; init; }

    /// <summary>The name of the host it was taken on; empty where that is not the engine's host.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The release of that host's kernel (uname(2)); empty where that is not the engine's host.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>The engine.</summary>
    public required ContainerEngine Engine { get; init; }

    /// <summary>Its containers, stopped ones included, in the order they were created.</summary>
    public Container[] Containers { get; init; } = [];

    /// <summary>Its networks, by their names.</summary>
    public SnapshotNetwork[] Networks { get; init; } = [];

    /// <summary>The network namespaces of the host (first) and of every running container, each once; none where the kernel could not be asked.</summary>
    public SnapshotNamespace[] Namespaces { get; init; } = [];

    /// <summary>The rules of iptables in the host's namespace, of each variant and family that is in use.</summary>
    public SnapshotRuleSet[] RuleSets { get; init; } = [];

    /// <summary>The tables of nftables there that are none of iptables'.</summary>
    public SnapshotNftTable[] NftTables { get; init; } = [];

    /// <summary>Whether the firewall could be read: without it no rules in here means nothing.</summary>
    public bool HasFirewall { get; init; }

    /// <summary>The name servers of every running container whose configuration could be read.</summary>
    public SnapshotResolver[] Resolvers { get; init; } = [];

    /// <summary>The ports that this module remembers to have published on running containers, whether their rules stand or not.</summary>
    public SnapshotPublication[] Publications { get; init; } = [];

    /// <summary>The tracked flows of UDP to published ports of the host, of which an old one can lead astray.</summary>
    public SnapshotFlow[] Flows { get; init; } = [];

    /// <summary>Whether <see cref="Flows"/> could be read.</summary>
    public bool HasFlows { get; init; }

    /// <summary>What could not be read, and why.</summary>
    public string[] Warnings { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{HostName} {TakenAt:u}");
}

/// <summary>A network of the engine.</summary>
public sealed record SnapshotNetwork
{
    /// <summary>The engine's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>bridge, host, null, macvlan, ipvlan, overlay ...</summary>
    public required string Driver { get; init; }

    /// <summary>The bridge interface on the host; empty where the driver makes none.</summary>
    public string Bridge { get; init; } = "";

    /// <summary>Whether it has no way out.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether it has IPv6.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Subnets in CIDR form, both families.</summary>
    public string[] Subnets { get; init; } = [];

    /// <summary>The addresses of the gateways, both families.</summary>
    public string[] Gateways { get; init; } = [];

    /// <summary>The driver's options.</summary>
    public Dictionary<string, string> Options { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A network namespace.</summary>
public sealed record SnapshotNamespace
{
    /// <summary>The inode that names it (namespaces(7)).</summary>
    public required long Inode { get; init; }

    /// <summary>Whether it is the engine's own.</summary>
    public bool IsHost { get; init; }

    /// <summary>The ids of the running containers in it.</summary>
    public string[] ContainerIds { get; init; } = [];

    /// <summary>Its interfaces; of one that is shared as its first container has them.</summary>
    public ContainerInterface[] Interfaces { get; init; } = [];

    /// <summary>Its routes, of every table.</summary>
    public ContainerRoute[] Routes { get; init; } = [];

    /// <summary>Which routing table is asked for which packet, in the order of their priority.</summary>
    public SnapshotRoutingRule[] RoutingRules { get; init; } = [];

    /// <summary>The sockets that listen: tcp in state Listen, udp and raw without another end.</summary>
    public ContainerSocket[] Sockets { get; init; } = [];

    /// <summary>
    /// Of the host, settings that decide about packets, by their names as sysctl(8) writes them: <c>net.ipv4.ip_forward</c>,
    /// <c>net.ipv4.conf.eth0.rp_filter</c> ...; a dot in an interface's name is a slash there. With them, of each port of a bridge,
    /// <c>bridge.veth1.hairpin_mode</c>. Empty of a container.
    /// </summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Where filters of tc or programs of tcx look at packets: the interface and the direction, such as <c>eth0 ingress</c> or <c>eth0 egress</c>.</summary>
    public string[] TrafficFilters { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"net:[{Inode}]";
}

/// <summary>A rule of policy routing (ip-rule(8)).</summary>
public sealed record SnapshotRoutingRule
{
    /// <summary>inet or inet6.</summary>
    public required string Family { get; init; }

    /// <summary>The lowest is asked first.</summary>
    public required long Priority { get; init; }

    /// <summary>The table it leads to: main, local, default or a number; empty where it leads to none.</summary>
    public string Table { get; init; } = "";

    /// <summary>Whether it asks for anything of the packet, or does something other than leading to a table.</summary>
    public bool IsConditional { get; init; }

    /// <summary>What ip(8) prints behind the priority; it ends in <c>...</c> where the rule asks for more than this module knows.</summary>
    public string Text { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Priority}: {Text}";
}

/// <summary>The rules of one variant of iptables in one family.</summary>
public sealed record SnapshotRuleSet
{
    /// <summary>iptables-nft or iptables-legacy.</summary>
    public required string Backend { get; init; }

    /// <summary>IPv4 or IPv6.</summary>
    public required string Family { get; init; }

    /// <summary>What iptables-save prints, with counters.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Backend} {Family}";
}

/// <summary>A table of nftables.</summary>
public sealed record SnapshotNftTable
{
    /// <summary>ip, ip6, inet, bridge, netdev, arp.</summary>
    public required string Family { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>nft -j list table</c> prints; empty where nft is missing.</summary>
    public string Json { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Family} {Name}";
}
