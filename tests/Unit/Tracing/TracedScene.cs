using ContainerNet.Services.Tracing;

namespace ContainerNet.Unit.Tracing;

/// <summary>A host with an uplink, a bridge and a container that publishes a port, as a snapshot; each test changes one thing of it.</summary>
internal sealed class TracedScene
{
    /// <summary>What Docker 20.10 makes of one published port, with the policy it sets.</summary>
    public const string Rules = """
        *nat
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
        -A DOCKER -i docker0 -j RETURN
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        COMMIT
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :DOCKER - [0:0]
        :DOCKER-USER - [0:0]
        -A FORWARD -j DOCKER-USER
        -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -o docker0 -j DOCKER
        -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
        -A FORWARD -i docker0 -o docker0 -j ACCEPT
        -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER-USER -j RETURN
        COMMIT

        """;

    public Dictionary<string, string> Settings { get; } = new()
    {
        ["net.ipv4.conf.all.forwarding"] = "1", ["net.ipv4.conf.eth0.forwarding"] = "1", ["net.ipv4.conf.docker0.forwarding"] = "1",
        ["net.ipv4.conf.all.rp_filter"] = "0", ["net.ipv4.conf.eth0.rp_filter"] = "0", ["net.ipv4.conf.docker0.rp_filter"] = "0",
        ["net.ipv4.conf.all.route_localnet"] = "0", ["net.ipv4.conf.eth0.route_localnet"] = "0",
        ["net.bridge.bridge-nf-call-iptables"] = "1",
    };

    public string Text { get; set; } = Rules;

    public List<SnapshotRoutingRule> RoutingRules { get; } = [];

    /// <summary>Where filters of tc look at packets of the host, and of the container.</summary>
    public string[] HostFilters { get; set; } = [];

    /// <inheritdoc cref="HostFilters"/>
    public string[] ContainerFilters { get; set; } = [];

    /// <summary>The XDP program of the uplink.</summary>
    public string Xdp { get; set; } = "";

    public string State { get; set; } = "Running";

    public List<SnapshotNftTable> NftTables { get; } = [];

    public string[] VethFlags { get; set; } = ["UP"];

    public string Listens { get; set; } = "0.0.0.0";

    public bool HasFirewall { get; set; } = true;

    /// <summary>Whether the routes and sockets of the container could be read.</summary>
    public bool HasTables { get; set; } = true;

    public PacketTrace Trace(string from, string to, int port, string protocol = "tcp", FlowOptions? options = null)
    {
        var host = new TracedHost(Snapshot());
        return new PacketTracer(host).Trace(new FlowResolver(host).Resolve(from, to, protocol, port, options ?? new FlowOptions()));
    }

    public NetworkSnapshot Snapshot() => new()
    {
        Engine = new ContainerEngine { Uri = "unix:///x", Source = "Test" },
        Containers = [new Container { Id = new string('a', 64), Name = "web", Image = "x", NetworkMode = "bridge", State = State }],
        Networks = [new SnapshotNetwork { Id = "n", Name = "bridge", Driver = "bridge", Bridge = "docker0" }],
        Namespaces = [Home(), Inner()],
        RuleSets = [new SnapshotRuleSet { Backend = "iptables-nft", Family = "IPv4", Text = Text }],
        NftTables = [.. NftTables],
        HasFirewall = HasFirewall,
        Warnings = HasFirewall ? [] : ["iptables-save: not permitted"],
    };

    private SnapshotNamespace Home() => new()
    {
        Inode = 1,
        IsHost = true,
        Interfaces =
        [
            Link("lo", 1, "", "127.0.0.1", 8), Link("eth0", 2, "", "192.0.2.1", 24) with { Xdp = Xdp }, Link("docker0", 3, "bridge", "172.17.0.1", 16),
            Link("veth1", 4, "veth") with { Master = "docker0", Flags = VethFlags },
        ],
        Routes =
        [
            Route("default", "eth0", gateway: "192.0.2.254"), Route("192.0.2.0/24", "eth0", "192.0.2.1"), Route("172.17.0.0/16", "docker0", "172.17.0.1"),
            Local("127.0.0.0/8", "lo"), Local("192.0.2.1", "eth0"), Local("172.17.0.1", "docker0"),
        ],
        RoutingRules = [.. RoutingRules],
        Settings = Settings,
        TrafficFilters = HostFilters,
    };

    private SnapshotNamespace Inner() => new()
    {
        Inode = 2,
        ContainerIds = [new string('a', 64)],
        TrafficFilters = ContainerFilters,
        Interfaces = [Link("lo", 1, "", "127.0.0.1", 8), Link("eth0", 5, "veth", "172.17.0.2", 16) with { Bridge = "docker0", HostInterface = "veth1" }],
        Routes = !HasTables ? [] :
        [
            Route("default", "eth0", gateway: "172.17.0.1"), Route("172.17.0.0/16", "eth0", "172.17.0.2"), Local("127.0.0.0/8", "lo"), Local("172.17.0.2", "eth0"),
        ],
        Sockets = [new ContainerSocket { Protocol = "tcp", Family = "inet", State = "Listen", LocalAddress = Listens, LocalPort = 80 }],
    };

    private static ContainerInterface Link(string name, int index, string kind, string address = "", int prefix = 0) => new()
    {
        Name = name, Index = index, Kind = kind, Flags = ["UP"], LinkType = name == "lo" ? "loopback" : "ether",
        Addresses = address.Length == 0 ? [] : [new InterfaceAddress { Family = "inet", Address = address, PrefixLength = prefix, Scope = name == "lo" ? "host" : "global" }],
    };

    private static ContainerRoute Route(string destination, string link, string source = "", string gateway = "") => new()
    {
        Family = "inet", Type = "unicast", Destination = destination, Interface = link, Gateway = gateway, PreferredSource = source, Table = "main", Protocol = "kernel",
    };

    private static ContainerRoute Local(string destination, string link) => new()
    {
        Family = "inet", Type = "local", Destination = destination, Interface = link, PreferredSource = destination.Split('/')[0], Table = "local", Protocol = "kernel",
    };
}
