using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;
using ContainerNet.Resources;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Native.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>A snapshot as a trace asks it: what would be looked for again and again is found once. For one thread at a time.</summary>
internal sealed class TracedHost
{
    private readonly Dictionary<string, SnapshotNamespace> _ofContainer = new(StringComparer.Ordinal);
    private readonly Dictionary<long, RoutingTable> _routes = [];
    private readonly Dictionary<string, ContainerInterface> _interfaces;
    private readonly Dictionary<IPAddress, BridgeEnd> _ends = [];
    private readonly HashSet<(long Inode, string Place)> _programs;
    private readonly (SnapshotNftTable Table, NftDocument? Document)[] _tables;
    private RuleOwnership? _ownership;

    /// <exception cref="ContainerNetException">SnapshotInvalid: it holds only what the engine knows.</exception>
    public TracedHost(NetworkSnapshot snapshot)
    {
        Snapshot = snapshot;
        Home = Array.Find(snapshot.Namespaces, static one => one.IsHost)
            ?? throw ContainerNetException.Create(ErrorId.SnapshotInvalid, snapshot, snapshot, Text.Get("Reason_SnapshotEngineOnly"));
        _interfaces = Home.Interfaces.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        foreach (var home in snapshot.Namespaces)
        {
            foreach (var id in home.ContainerIds) _ofContainer[id] = home;
            if (!home.IsHost) AddEnds(home);
        }

        _programs = [.. snapshot.Namespaces.SelectMany(ProgramsOf)];
        RuleSets = [.. snapshot.RuleSets.Select(one => new TracedRules(one.Backend, one.Family, RuleSet.Parse(one.Text))
        {
            IsAlone = Array.TrueForAll(snapshot.RuleSets, other => other.Backend == one.Backend),
        })];
        _tables = [.. snapshot.NftTables.Select(table => (table, Read(table)))];
        NativeChains = new NativeChains(_tables, new NftFields(RoutesOf(Home).TypeOf));
        Matcher = new RuleMatcher(RoutesOf(Home).TypeOf);
    }

    public NetworkSnapshot Snapshot { get; }

    /// <summary>The engine's own namespace.</summary>
    public SnapshotNamespace Home { get; }

    public IReadOnlyList<TracedRules> RuleSets { get; init; }

    /// <summary>Who made which rule; found out when it is asked for first.</summary>
    public RuleOwnership Ownership => _ownership ??= new RuleOwnership(Snapshot, RuleSets, [.. _tables.Select(static one => one.Document).OfType<NftDocument>()]);

    public NativeChains NativeChains { get; }

    public RuleMatcher Matcher { get; }

    public RoutingTable RoutesOf(SnapshotNamespace home) =>
        _routes.TryGetValue(home.Inode, out var known) ? known : _routes[home.Inode] = new RoutingTable(home);

    /// <summary>The namespace a container is in; null where it does not run.</summary>
    public SnapshotNamespace? NamespaceOf(Container container) => _ofContainer.GetValueOrDefault(container.Id);

    /// <summary>Whether the firewall, the host and a namespace could be read. Where lo is up there are routes, of the local table at least.</summary>
    public bool IsRead(SnapshotNamespace home) => Snapshot.HasFirewall && Home.Routes.Length > 0 && home.Routes.Length > 0;

    /// <summary>Who has an address on a bridge of the host; null where nobody has.</summary>
    public BridgeEnd? EndOf(IPAddress address) => _ends.GetValueOrDefault(address);

    /// <summary>An interface of the host; null where there is none of that name.</summary>
    public ContainerInterface? Interface(string name) => _interfaces.GetValueOrDefault(name);

    /// <summary>Whether an interface of the host carries packets.</summary>
    public bool IsUp(string name) => Interface(name) is not { } found || found.Flags.Contains("UP");

    /// <summary>Whether an address is the host's own.</summary>
    public bool IsOwn(IPAddress address) => RoutesOf(Home).TypeOf(address) == "LOCAL";

    /// <summary>Where a packet ends, as far as can be told, that comes by a filter of tc or an XDP program; null where there is none.</summary>
    /// <param name="home">The namespace.</param>
    /// <param name="link">The interface.</param>
    /// <param name="isEgress">Whether the packet goes out by it.</param>
    /// <param name="packet">The packet.</param>
    public FlowEnd? ProgramAt(SnapshotNamespace home, string link, bool isEgress, Packet packet)
    {
        if (_programs.Count == 0) return null;
        var place = $"{link} {(isEgress ? "egress" : "ingress")}";
        return _programs.Contains((home.Inode, place)) ? new FlowEnd(TraceVerdict.Unknown, packet, "Trace_Program", place) { DecidedBy = place } : null;
    }

    /// <summary>Where a packet ends, as far as can be told, about which a chain of nftables may decide whose place is not known; null where there is none.</summary>
    public FlowEnd? NativeAt(Packet packet) =>
        NativeChains.MayMatter(packet) is { } chain ? new FlowEnd(TraceVerdict.Unknown, packet, "Trace_Native", chain) { DecidedBy = chain } : null;

    /// <summary>A setting of the host's kernel as a number; null where it was not read.</summary>
    public int? Setting(string name) => int.TryParse(Home.Settings.GetValueOrDefault(name), out var value) ? value : null;

    /// <summary>A setting of an interface below a folder such as <c>net.ipv4.conf</c>, or of all interfaces where that is higher; null where neither was read.</summary>
    public (string Name, int? Value) Setting(string folder, string link, string name)
    {
        // A dot in an interface's name is a slash there, as sysctl(8) has it.
        var (own, all) = ($"{folder}.{link.Replace('.', '/')}.{name}", $"{folder}.all.{name}");
        return Setting(own) is { } value && value >= (Setting(all) ?? 0) ? (own, value) : (all, Setting(all) ?? Setting(own));
    }

    /// <summary>The first address of an interface in one family; null where it has none.</summary>
    public static IPAddress? AddressOf(SnapshotNamespace home, string name, AddressFamily family) =>
        Array.Find(home.Interfaces, one => one.Name == name)?.Addresses.Where(static one => one.Scope is "global" or "host" or "site")
            .Select(static one => IPAddress.Parse(one.Address)).FirstOrDefault(one => one.AddressFamily == family);

    // XDP looks only at what comes in.
    private static IEnumerable<(long Inode, string Place)> ProgramsOf(SnapshotNamespace home) =>
        home.TrafficFilters.Concat(home.Interfaces.Where(static link => link.Xdp.Length > 0).Select(static link => $"{link.Name} ingress")).Select(place => (home.Inode, place));

    // A table that iptables has made, and somebody else has put chains into, is printed with all of its chains.
    private NftDocument? Read(SnapshotNftTable table)
    {
        if (table.Json.Length == 0) return null;
        var document = NftDocument.Parse(table.Json);
        var family = table.Family switch { "ip" => "IPv4", "ip6" => "IPv6", _ => "" };
        if (RuleSets.FirstOrDefault(set => set.Backend == "iptables-nft" && set.Family == family) is { } shown) document.Leave(chain => !shown.Rules.Table(table.Name).HasChain(chain));
        return document;
    }

    private void AddEnds(SnapshotNamespace home)
    {
        foreach (var link in home.Interfaces.Where(static one => one.Bridge.Length > 0))
        {
            foreach (var address in link.Addresses) _ends.TryAdd(IPAddress.Parse(address.Address), new BridgeEnd(home, link));
        }
    }
}

/// <summary>The rules of one variant of iptables in one family.</summary>
internal sealed record TracedRules(string Backend, string Family, RuleSet Rules)
{
    /// <summary>Whether no other variant holds rules.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>The end of a veth pair in a container's namespace, whose other end is a port of a bridge of the host.</summary>
/// <param name="Home">The namespace.</param>
/// <param name="Link">The interface.</param>
internal sealed record BridgeEnd(SnapshotNamespace Home, ContainerInterface Link);
