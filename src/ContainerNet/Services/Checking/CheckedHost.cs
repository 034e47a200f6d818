using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>A snapshot as the checks ask it: what each of them would look for is found once. For one thread at a time.</summary>
internal sealed class CheckedHost
{
    private readonly ILookup<string, SnapshotNetwork> _networks;
    private readonly Dictionary<string, CheckedContainer> _running;
    private readonly (string Name, IPAddress? Address) _uplink;
    private readonly (string Name, IPAddress? Address) _uplinkOfSix;
    private readonly ILookup<string, SnapshotPublication> _publications;
    private readonly ILookup<IPAddress, (SnapshotNamespace Home, ContainerInterface Link, InterfaceAddress Address)> _holders;

    /// <exception cref="ContainerNetException">SnapshotInvalid: it holds only what the engine knows.</exception>
    public CheckedHost(NetworkSnapshot snapshot)
    {
        Snapshot = snapshot;

        // What chains of nftables may do is judged by a check of its own: in all others the word of iptables counts.
        Traced = new TracedHost(snapshot with { NftTables = [] });
        (_uplink, _uplinkOfSix) = (FindUplink(AddressFamily.InterNetwork), FindUplink(AddressFamily.InterNetworkV6));
        Rules = new CheckedRules(Traced.RuleSets);
        Probe = new RuleProbe(Traced);
        _networks = snapshot.Networks.SelectMany(static one => new[] { (Key: one.Id, Network: one), (Key: one.Name, Network: one) })
            .ToLookup(static one => one.Key, static one => one.Network, StringComparer.Ordinal);
        _publications = snapshot.Publications.ToLookup(static one => one.ContainerId, StringComparer.Ordinal);
        _holders = snapshot.Namespaces.SelectMany(static home => home.Interfaces.SelectMany(link => link.Addresses.Where(static one => one.Scope is not ("link" or "host"))
            .Select(address => (Home: home, Link: link, Address: address)))).ToLookup(static one => IPAddress.Parse(one.Address.Address));
        ById = snapshot.Containers.ToDictionary(static one => one.Id, StringComparer.Ordinal);
        Publishers = snapshot.Containers.Where(static one => one.ProcessId != 0).SelectMany(static one => one.PublishedPorts.Select(port => (Port: port, Container: one)))
            .ToLookup(static one => (one.Port.Protocol, one.Port.HostPort));
        Running = [.. snapshot.Containers.Where(static one => one.ProcessId != 0).Select(Describe)];
        _running = Running.ToDictionary(static one => one.Container.Id, StringComparer.Ordinal);
        Servers = snapshot.Resolvers.ToDictionary(static one => one.ContainerId, static one => one.Servers, StringComparer.Ordinal);
        HasNativeEngines = Array.Exists(snapshot.NftTables, IsOfEngine);
        var native = Array.FindAll(snapshot.NftTables, static table => !IsOfEngine(table));
        if (native.Length > 0) NativeProbe = new RuleProbe(new TracedHost(snapshot with { NftTables = native }) { RuleSets = [] });
        Flows = snapshot.Flows.ToLookup(static one => one.DestinationPort);
        Listening = Home.Sockets.Where(static one => one.IsListening).ToLookup(static one => (one.Protocol, one.LocalPort));
        HasProxies = Array.Exists(Home.Sockets, static one => one.ProcessName == "docker-proxy");
    }

    public NetworkSnapshot Snapshot { get; }

    public TracedHost Traced { get; }

    /// <summary>The engine's own namespace.</summary>
    public SnapshotNamespace Home => Traced.Home;

    public CheckedRules Rules { get; }

    public RuleProbe Probe { get; }

    /// <summary>Asks the chains of nftables beside iptables, and nothing else, those of the engines apart; null where there are none.</summary>
    public RuleProbe? NativeProbe { get; }

    /// <summary>Whether an engine has its own rules there, and not in iptables.</summary>
    public bool HasNativeEngines { get; }

    public IReadOnlyDictionary<string, Container> ById { get; }

    /// <summary>Who publishes a port of the host.</summary>
    public ILookup<(string Protocol, int HostPort), (PublishedPort Port, Container Container)> Publishers { get; }

    /// <summary>The containers that run.</summary>
    public IReadOnlyList<CheckedContainer> Running { get; }

    /// <summary>The name servers of the containers whose configuration could be read.</summary>
    public IReadOnlyDictionary<string, string[]> Servers { get; }

    /// <summary>Whether the rules of the engine stand in iptables and could be read.</summary>
    public bool HasRules => Snapshot.HasFirewall && Home.Routes.Length > 0 && !HasNativeEngines;

    /// <summary>The sockets that listen on the host, by protocol and port.</summary>
    public ILookup<(string Protocol, int Port), ContainerSocket> Listening { get; }

    /// <summary>Whether the engine has proxies at all.</summary>
    public bool HasProxies { get; }

    /// <summary>The tracked flows of UDP by the port they were sent to.</summary>
    public ILookup<int, SnapshotFlow> Flows { get; }

    /// <summary>Whether an address is in a network of the engine.</summary>
    public bool IsContainers(IPAddress address) => Array.Exists(Snapshot.Networks, network => Array.Exists(network.Subnets, subnet => Subnets.Contains(subnet, address)));

    /// <summary>Who has an address, of all namespaces.</summary>
    public IEnumerable<(SnapshotNamespace Home, ContainerInterface Link, InterfaceAddress Address)> HoldersOf(IPAddress address) => _holders[address];

    /// <summary>A container that runs; null where there is none of that id.</summary>
    public CheckedContainer? FindRunning(string id) => _running.GetValueOrDefault(id);

    /// <summary>The interface that leads away from the host; empty where there is none.</summary>
    public string Uplink(AddressFamily family) => family == AddressFamily.InterNetwork ? _uplink.Name : _uplinkOfSix.Name;

    /// <summary>The address of that interface; null where it has none.</summary>
    public IPAddress? UplinkAddress(AddressFamily family) => family == AddressFamily.InterNetwork ? _uplink.Address : _uplinkOfSix.Address;

    private static bool IsOfEngine(SnapshotNftTable table) => table.Name is "docker-bridges" or "netavark";

    private (string Name, IPAddress? Address) FindUplink(AddressFamily family)
    {
        var name = Uplinks.Find(Traced, family);
        return (name, TracedHost.AddressOf(Home, name, family));
    }

    private CheckedContainer Describe(Container container)
    {
        var home = Traced.NamespaceOf(container);
        // What is published of a joined container leads to the addresses of its donor.
        var giver = container.DonorId is { } donor ? ById.GetValueOrDefault(donor) ?? container : container;
        CheckedEnd[] ends = [.. giver.Networks.Select(endpoint => new CheckedEnd(endpoint, NetworkOf(endpoint), LinkOf(home, endpoint)))];
        var forgotten = _publications[container.Id].Where(one => !Array.Exists(container.PublishedPorts, port => IsSame(port, one))).Select(one => new PublishedPort
        {
            HostIP = one.HostIP.Length > 0 ? one.HostIP : "0.0.0.0", HostPort = one.HostPort, ContainerPort = one.ContainerPort, Protocol = one.Protocol,
            Source = PublishedPort.ByContainerNet,
        });
        return new CheckedContainer(container, home, ends, [.. container.PublishedPorts, .. forgotten]);
    }

    private SnapshotNetwork? NetworkOf(ContainerEndpoint endpoint) =>
        _networks[endpoint.NetworkId.Length > 0 ? endpoint.NetworkId : endpoint.Network].FirstOrDefault() ?? _networks[endpoint.Network].FirstOrDefault();

    private static ContainerInterface? LinkOf(SnapshotNamespace? home, ContainerEndpoint endpoint) =>
        home is null ? null
        : Array.Find(home.Interfaces, link => endpoint.MacAddress.Length > 0 && string.Equals(link.MacAddress, endpoint.MacAddress, StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(home.Interfaces, link => link.Network == endpoint.Network)
        ?? Array.Find(home.Interfaces, link => Array.Exists(link.Addresses, one => one.Address == endpoint.IPAddress || one.Address == endpoint.IPv6Address));

    private static bool IsSame(PublishedPort port, SnapshotPublication one) =>
        port.HostPort == one.HostPort && port.Protocol == one.Protocol && (one.HostIP.Length == 0 || one.HostIP == port.HostIP);
}
