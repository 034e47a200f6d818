namespace ContainerNet.Unit.Checking;

/// <summary>A host on which every promise holds, as a snapshot; each test changes one thing of it.</summary>
internal sealed class CheckedScene
{
    public const string Rules = """
        *mangle
        :PREROUTING ACCEPT [0:0]
        :CONTAINERNET-ACCESS - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -m comment --comment "containernet:jump" -j CONTAINERNET-ACCESS
        -A CONTAINERNET-ACCESS -i lo -m comment --comment "containernet:host" -j RETURN
        COMMIT
        *nat
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :CONTAINERNET - [0:0]
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A PREROUTING -m addrtype --dst-type LOCAL -m comment --comment "containernet:jump" -j CONTAINERNET
        -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -m comment --comment "containernet:jump" -j CONTAINERNET
        -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
        -A DOCKER -i docker0 -j RETURN
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        -A DOCKER ! -i docker0 -p udp -m udp --dport 5353 -j DNAT --to-destination 172.17.0.2:5353
        -A CONTAINERNET -p tcp -m tcp --dport 8090 -m comment --comment "containernet:WEB:publish:8090/tcp" -j DNAT --to-destination 172.17.0.2:80
        COMMIT
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :CONTAINERNET-FORWARD - [0:0]
        :CONTAINERNET-GUARD - [0:0]
        :DOCKER - [0:0]
        :DOCKER-USER - [0:0]
        -A FORWARD -j DOCKER-USER
        -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -o docker0 -j DOCKER
        -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
        -A FORWARD -i docker0 -o docker0 -j ACCEPT
        -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p udp -m udp --dport 5353 -j ACCEPT
        -A DOCKER-USER -m comment --comment "containernet:jump" -j CONTAINERNET-GUARD
        -A DOCKER-USER -m comment --comment "containernet:jump" -j CONTAINERNET-FORWARD
        -A DOCKER-USER -j RETURN
        -A CONTAINERNET-GUARD -d 172.17.0.2/32 ! -i docker0 -o docker0 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -m comment --comment "containernet:WEB:guard" -j DROP
        -A CONTAINERNET-FORWARD -d 172.17.0.2/32 -o docker0 -p tcp -m tcp --dport 80 -m conntrack --ctstate DNAT --ctorigdstport 8090 --ctdir ORIGINAL -m comment --comment "containernet:WEB:accept:8090/tcp" -j ACCEPT
        COMMIT

        """;

    private const string RulesOfSix = """
        *nat
        :PREROUTING ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d ::1/128 -m addrtype --dst-type LOCAL -j DOCKER
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00::2]:80
        COMMIT
        *filter
        :FORWARD DROP [0:0]
        :DOCKER - [0:0]
        -A FORWARD -o docker0 -j DOCKER
        -A DOCKER -d fd00::2/128 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
        COMMIT

        """;

    public static readonly string Web = new('a', 64);
    private static readonly string s_joined = new('b', 64);
    private static readonly string s_closed = new('c', 64);
    private static readonly string s_agent = new('d', 64);

    public NetworkSnapshot Snapshot { get; set; } = new()
    {
        Engine = new ContainerEngine { Uri = "unix:///x" },
        Containers = [OfWeb(), Of("joined", s_joined, ContainerMode.Joined), Of("closed", s_closed, ContainerMode.Closed), Of("agent", s_agent, ContainerMode.Host)],
        Networks = [new SnapshotNetwork { Id = "n1", Name = "bridge", Driver = "bridge", Bridge = "docker0", Subnets = ["172.17.0.0/16"], Gateways = ["172.17.0.1"] }],
        Namespaces = [Home(), Inner(), Closed()],
        RuleSets = [new SnapshotRuleSet { Backend = "iptables-nft", Family = "IPv4", Text = Rules.Replace("WEB", Web, StringComparison.Ordinal) }],
        HasFirewall = true,
        HasFlows = true,
        Resolvers = [new SnapshotResolver { ContainerId = Web, Servers = ["192.0.2.53"] }],
        Publications = [new SnapshotPublication { ContainerId = Web, HostPort = 8090, ContainerPort = 80, Protocol = "tcp" }],
    };

    /// <summary>Changes a text of the rules.</summary>
    public void Replace(string old, string text) => Snapshot = Snapshot with
    {
        RuleSets = [Snapshot.RuleSets[0] with { Text = Changed(Snapshot.RuleSets[0].Text, old, text) }, .. Snapshot.RuleSets[1..]],
    };

    /// <summary>Adds a rule before the first of a chain, or takes one away.</summary>
    public void Insert(string table, string rule) => Replace($"*{table}\n", $"*{table}\n{rule}\n");

    /// <summary>Changes the namespace of the host (0), of web (1), or of closed (2).</summary>
    public void Change(int index, Func<SnapshotNamespace, SnapshotNamespace> change) =>
        Snapshot = Snapshot with { Namespaces = [.. Snapshot.Namespaces.Select((one, i) => i == index ? change(one) : one)] };

    /// <summary>Changes an interface.</summary>
    public void Change(int index, string name, Func<ContainerInterface, ContainerInterface> change) =>
        Change(index, home => home with { Interfaces = [.. home.Interfaces.Select(link => link.Name == name ? change(link) : link)] });

    /// <summary>Changes a container.</summary>
    public void Change(string name, Func<Container, Container> change) =>
        Snapshot = Snapshot with { Containers = [.. Snapshot.Containers.Select(one => one.Name == name ? change(one) : one)] };

    /// <summary>Changes a setting; null takes it away.</summary>
    public void Set(string name, string? value) => Change(0, home =>
    {
        var settings = new Dictionary<string, string>(home.Settings);
        settings.Remove(name);
        if (value is not null) settings[name] = value;
        return home with { Settings = settings };
    });

    /// <summary>Has the engine publish a port on IPv6, and lead it to an IPv6 address of the container.</summary>
    /// <param name="listens">Where the program there listens.</param>
    public void Six(string listens)
    {
        var (six, uplink) = (new InterfaceAddress { Family = "inet6", Address = "fd00::2", PrefixLength = 64, Scope = "global" }, new InterfaceAddress { Family = "inet6", Address = "fd99::1", PrefixLength = 64, Scope = "global" });
        Change("web", one => one with
        {
            Networks = [one.Networks[0] with { IPv6Address = "fd00::2", IPv6PrefixLength = 64 }],
            PublishedPorts = [.. one.PublishedPorts, new PublishedPort { HostIP = "::", HostPort = 8080, ContainerPort = 80, Protocol = "tcp" }],
        });
        Change(1, "eth0", link => link with { Addresses = [.. link.Addresses, six] });
        Change(0, "eth0", link => link with { Addresses = [.. link.Addresses, uplink] });
        Change(0, static home => home with { Routes = [.. home.Routes, Route("default", "eth0", "fd99::9", "inet6"), Route("fd99::1", "eth0", "", "inet6") with { Type = "local", Table = "local" }], Sockets = [.. home.Sockets, Socket("tcp", "::", 8080, "docker-proxy")] });
        Change(1, home => home with { Sockets = [Socket("tcp", listens, 80, "httpd"), home.Sockets[1]] });
        Set("net.ipv6.conf.all.forwarding", "1");
        Snapshot = Snapshot with
        {
            Networks = [Snapshot.Networks[0] with { Subnets = [.. Snapshot.Networks[0].Subnets, "fd00::/64"] }],
            RuleSets = [.. Snapshot.RuleSets, new SnapshotRuleSet { Backend = "iptables-nft", Family = "IPv6", Text = RulesOfSix }],
        };
    }

    public static ContainerRoute Route(string destination, string link, string gateway = "", string family = "inet") => new()
    {
        Family = family, Type = "unicast", Destination = destination, Interface = link, Gateway = gateway, Table = "main", Protocol = "kernel",
    };

    public static InterfaceAddress Address(string address, int prefix) => new() { Family = "inet", Address = address, PrefixLength = prefix, Scope = "global" };

    public static ContainerSocket Socket(string protocol, string address, int port, string process = "", string owner = "") => new()
    {
        Protocol = protocol, Family = address.Contains(':', StringComparison.Ordinal) ? "inet6" : "inet", State = protocol == "tcp" ? "Listen" : "Unconnected",
        LocalAddress = address, LocalPort = port, ProcessName = process, OwnerId = owner,
    };

    private static string Changed(string text, string old, string wanted) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, wanted, StringComparison.Ordinal) : throw new ArgumentException(old, nameof(old));

    private static Container Of(string name, string id, ContainerMode mode) => new()
    {
        Id = id, Name = name, Image = "x", NetworkMode = "x", State = "Running", ProcessId = 100 + name.Length, ModeKind = mode,
        Donor = mode == ContainerMode.Joined ? "web" : null, DonorId = mode == ContainerMode.Joined ? Web : null, DonorState = mode == ContainerMode.Joined ? "Alive" : null,
        SharedNamespaces = mode switch { ContainerMode.Joined => ["Net", "Ipc"], ContainerMode.Host => ["Net"], _ => [] },
    };

    private static Container OfWeb() => Of("web", Web, ContainerMode.Bridged) with
    {
        Guard = "Guarded",
        Networks = [new ContainerEndpoint { Network = "bridge", NetworkId = "n1", IPAddress = "172.17.0.2", PrefixLength = 16, Gateway = "172.17.0.1", MacAddress = "02:42:ac:11:00:02" }],
        PublishedPorts =
        [
            new PublishedPort { HostIP = "0.0.0.0", HostPort = 8080, ContainerPort = 80, Protocol = "tcp" },
            new PublishedPort { HostIP = "0.0.0.0", HostPort = 5353, ContainerPort = 5353, Protocol = "udp" },
            new PublishedPort { HostIP = "0.0.0.0", HostPort = 8090, ContainerPort = 80, Protocol = "tcp", Source = PublishedPort.ByContainerNet },
        ],
    };

    private static SnapshotNamespace Home() => new()
    {
        Inode = 1, IsHost = true, ContainerIds = [s_agent],
        Interfaces = [Link("lo", ""), Link("eth0", "", Address("192.0.2.1", 24)), Link("docker0", "bridge", Address("172.17.0.1", 16)), Link("veth1", "veth") with { Master = "docker0" }],
        Routes = [Route("default", "eth0", "192.0.2.254"), Route("192.0.2.0/24", "eth0"), Route("172.17.0.0/16", "docker0"), Local("192.0.2.1", "eth0"), Local("172.17.0.1", "docker0")],
        Sockets = [Socket("tcp", "0.0.0.0", 8080, "docker-proxy"), Socket("udp", "0.0.0.0", 5353, "docker-proxy"), Socket("tcp", "0.0.0.0", 9000, "agent", s_agent)],
        Settings = new Dictionary<string, string>
        {
            ["net.ipv4.ip_forward"] = "1", ["net.ipv4.conf.eth0.forwarding"] = "1", ["net.ipv4.conf.docker0.forwarding"] = "1",
            ["net.ipv4.conf.docker0.rp_filter"] = "0", ["net.ipv4.conf.all.rp_filter"] = "0", ["net.bridge.bridge-nf-call-iptables"] = "1",
            ["bridge.veth1.hairpin_mode"] = "1",
        },
    };

    private static SnapshotNamespace Inner() => new()
    {
        Inode = 2, ContainerIds = [Web, s_joined],
        Interfaces = [Link("lo", ""), Link("eth0", "veth", Address("172.17.0.2", 16)) with { Bridge = "docker0", HostInterface = "veth1", MacAddress = "02:42:ac:11:00:02", Network = "bridge" }],
        Routes = [Route("default", "eth0", "172.17.0.1"), Route("172.17.0.0/16", "eth0"), Local("172.17.0.2", "eth0")],
        Sockets = [Socket("tcp", "0.0.0.0", 80, "httpd"), Socket("udp", "0.0.0.0", 5353, "dns")],
    };

    private static SnapshotNamespace Closed() => new() { Inode = 3, ContainerIds = [s_closed], Interfaces = [Link("lo", "")], Routes = [Local("127.0.0.1", "lo")] };

    private static ContainerInterface Link(string name, string kind, params InterfaceAddress[] addresses) =>
        new() { Name = name, Index = 1, Kind = kind, Flags = ["UP"], Mtu = 1500, LinkType = name == "lo" ? "loopback" : "ether", Addresses = addresses };

    private static ContainerRoute Local(string destination, string link) => Route(destination, link) with { Type = "local", Table = "local" };
}
