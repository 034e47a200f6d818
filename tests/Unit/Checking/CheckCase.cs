using static ContainerNet.Unit.Checking.CheckedScene;

namespace ContainerNet.Unit.Checking;

/// <summary>A change of a host on which all is well, and the one check that then tells of it.</summary>
/// <param name="Name">What is changed.</param>
/// <param name="Check">The container, where there is one, and the check.</param>
/// <param name="Result">Fail or Unknown.</param>
/// <param name="Change">Makes the change.</param>
internal sealed record CheckCase(string Name, string Check, CheckResult Result, Action<CheckedScene> Change)
{
    public static CheckCase[] All { get; } = [.. OfModes(), .. OfLinks(), .. OfHost(), .. OfRules(), .. OfPorts()];

    private static IEnumerable<CheckCase> OfModes()
    {
        yield return new("bridged in the host's namespace", "agent OwnNamespace", CheckResult.Fail, static scene => scene.Change("agent", static one => one with { ModeKind = ContainerMode.Bridged }));
        yield return new("closed, with an interface", "closed LoopbackOnly", CheckResult.Fail, static scene => scene.Change(2, static home => home with { Interfaces = [.. home.Interfaces, new ContainerInterface { Name = "eth9", Index = 5, Kind = "veth" }] }));
        yield return new("closed, interfaces not read", "closed LoopbackOnly", CheckResult.Unknown, static scene => scene.Change(2, static home => home with { Interfaces = [] }));
        yield return new("closed, with a route", "closed NoRoute", CheckResult.Fail, static scene => scene.Change(2, static home => home with { Routes = [.. home.Routes, Route("192.0.2.0/24", "eth9")] }));
        yield return new("closed, routes not read", "closed NoRoute", CheckResult.Unknown, static scene => scene.Change(2, static home => home with { Routes = [] }));
        yield return new("closed, with a port", "closed NothingPublished", CheckResult.Fail, static scene => scene.Change("closed", static one => one with { PublishedPorts = [new PublishedPort { HostIP = "0.0.0.0", HostPort = 1, ContainerPort = 1, Protocol = "tcp" }] }));
        yield return new("joined, sharing nothing", "joined SharedNamespaces", CheckResult.Fail, static scene => scene.Change("joined", static one => one with { SharedNamespaces = ["Ipc"] }));
        yield return new("joined, sharing the file system too", "joined SharedNamespaces", CheckResult.Fail, static scene => scene.Change("joined", static one => one with { SharedNamespaces = ["Net", "Mnt"] }));
        yield return new("host, in a namespace of its own", "agent HostNamespace", CheckResult.Fail, static scene => scene.Snapshot = scene.Snapshot with
        {
            Namespaces = [scene.Snapshot.Namespaces[0] with { ContainerIds = [] }, .. scene.Snapshot.Namespaces[1..], new SnapshotNamespace { Inode = 9, ContainerIds = [new string('d', 64)], Routes = [Route("x", "lo")] }],
        });
        yield return new("host, its port taken", "agent PortClash", CheckResult.Fail, static scene => scene.Change(0, static home => home with { Sockets = [.. home.Sockets, Socket("tcp", "192.0.2.1", 8090, "agent", new string('d', 64))] }));
    }

    private static IEnumerable<CheckCase> OfLinks()
    {
        yield return new("another bridge", "web BridgePort", CheckResult.Fail, static scene =>
        {
            scene.Change(1, "eth0", static link => link with { Bridge = "br-other" });
            scene.Change("web", static one => one with { PublishedPorts = one.PublishedPorts[..2] });
            scene.Snapshot = scene.Snapshot with { Publications = [] };
        });
        yield return new("veth down", "web LinkUp", CheckResult.Fail, static scene => scene.Change(0, "veth1", static link => link with { Flags = [] }));
        yield return new("bridge down", "web LinkUp", CheckResult.Fail, static scene => scene.Change(0, "docker0", static link => link with { Flags = [] }));
        yield return new("moved address", "web Address", CheckResult.Fail, static scene => scene.Change(1, "eth0", static link => link with { Addresses = [Address("172.17.0.99", 16)] }));
        yield return new("address outside the subnet", "web Address", CheckResult.Fail, static scene => scene.Snapshot = scene.Snapshot with { Networks = [scene.Snapshot.Networks[0] with { Subnets = ["172.30.0.0/16"] }] });
        yield return new("address of two", "web AddressUnique", CheckResult.Fail, static scene => scene.Change(0, "eth0", static link => link with { Addresses = [.. link.Addresses, Address("172.17.0.2", 16)] }));
        yield return new("bridge without address", "web BridgeAddress", CheckResult.Fail, static scene => scene.Change(0, "docker0", static link => link with { Addresses = [] }));
        yield return new("no default route", "web DefaultRoute", CheckResult.Fail, static scene => scene.Change(1, static home => home with { Routes = home.Routes[1..] }));
        yield return new("default route to another", "web DefaultRoute", CheckResult.Fail, static scene => scene.Change(1, static home => home with { Routes = [Route("default", "eth0", "172.17.0.9"), .. home.Routes[1..]] }));
        yield return new("larger packets", "web Mtu", CheckResult.Fail, static scene => scene.Change(1, "eth0", static link => link with { Mtu = 9000 }));
        yield return new("size not read", "web Mtu", CheckResult.Unknown, static scene => scene.Change(1, "eth0", static link => link with { Mtu = 0 }));
        yield return new("a name server of nobody", "web Dns", CheckResult.Fail, static scene => scene.Snapshot = scene.Snapshot with { Resolvers = [new SnapshotResolver { ContainerId = Web, Servers = ["127.0.0.53"] }] });
        yield return new("no name server", "web Dns", CheckResult.Fail, static scene => scene.Snapshot = scene.Snapshot with { Resolvers = [new SnapshotResolver { ContainerId = Web }] });
        yield return new("name servers not read", "web Dns", CheckResult.Unknown, static scene => scene.Snapshot = scene.Snapshot with { Resolvers = [] });
    }

    private static IEnumerable<CheckCase> OfHost()
    {
        yield return new("no forwarding", "web Forwarding", CheckResult.Fail, static scene => scene.Set("net.ipv4.conf.docker0.forwarding", "0"));
        yield return new("forwarding not read", "web Forwarding", CheckResult.Unknown, static scene => scene.Set("net.ipv4.conf.eth0.forwarding", null));
        yield return new("reverse path not read", "web ReversePath", CheckResult.Unknown, static scene =>
        {
            scene.Set("net.ipv4.conf.docker0.rp_filter", null);
            scene.Set("net.ipv4.conf.all.rp_filter", null);
        });
        yield return new("a route over the subnet", "SubnetOverlap", CheckResult.Fail, static scene => scene.Change(0, static home => home with { Routes = [.. home.Routes, Route("172.16.0.0/12", "eth0")] }));
        yield return new("orphan", "OrphanRules", CheckResult.Fail, static scene => scene.Insert("filter", $"-A CONTAINERNET-GUARD -d 172.17.0.7/32 -m comment --comment \"containernet:{new string('9', 64)}:guard\" -j DROP"));
        yield return new("hairpin off", "web PortHairpin", CheckResult.Fail, static scene => scene.Set("bridge.veth1.hairpin_mode", "0"));
        yield return new("hairpin not read", "web PortHairpin", CheckResult.Unknown, static scene => scene.Set("bridge.veth1.hairpin_mode", null));
        yield return new("a native rule that drops", "web NativeFirewall", CheckResult.Fail, static scene => Native(scene, """{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"172.17.0.2"}},{"drop":null}"""));
        yield return new("a native rule that may drop", "web NativeFirewall", CheckResult.Unknown, static scene => Native(scene, """{"match":{"op":"==","left":{"meta":{"key":"skuid"}},"right":0}},{"drop":null}"""));
    }

    private static IEnumerable<CheckCase> OfRules()
    {
        yield return new("no masquerade", "web SourceNat", CheckResult.Fail, static scene => scene.Replace("-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE\n", ""));
        yield return new("masquerade perhaps", "web SourceNat", CheckResult.Unknown, static scene => scene.Replace("! -o docker0 -j MASQUERADE", "! -o docker0 -m set --match-set x src -j MASQUERADE"));
        yield return new("what is sent is dropped", "web OutboundAccepted", CheckResult.Fail, static scene => scene.Insert("filter", "-A DOCKER-USER -s 172.17.0.2/32 -m conntrack --ctstate NEW -j DROP"));
        yield return new("what is sent may be dropped", "web OutboundAccepted", CheckResult.Unknown, static scene => scene.Insert("filter", "-A DOCKER-USER -s 172.17.0.2/32 -m set --match-set x dst -j DROP"));
        yield return new("guard missing", "web GuardMissing", CheckResult.Fail, static scene =>
        {
            scene.Replace("-A CONTAINERNET-GUARD -d 172.17.0.2/32", "-A CONTAINERNET-GUARD -d 172.17.0.3/32");
            scene.Change("web", static one => one with { Guard = "Missing" });
        });
        yield return new("guard not read", "web GuardMissing", CheckResult.Unknown, static scene => scene.Change("web", static one => one with { Guard = "Unknown" }));
        yield return new("open", "web NothingElseReachable", CheckResult.Fail, static scene => scene.Insert("filter", "-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 9 -j ACCEPT"));
        yield return new("perhaps open", "web NothingElseReachable", CheckResult.Unknown, static scene => scene.Insert("filter", "-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 9 -m set --match-set x src -j ACCEPT"));
        yield return new("a jump of ours missing", "Jumps", CheckResult.Fail, static scene => scene.Replace("-A PREROUTING -m addrtype --dst-type LOCAL -m comment --comment \"containernet:jump\" -j CONTAINERNET\n", ""));
        yield return new("a jump of the engine's missing", "Jumps", CheckResult.Fail, static scene => scene.Replace("-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n", ""));
        yield return new("DOCKER-USER emptied", "UserChain", CheckResult.Fail, static scene =>
        {
            scene.Replace("-A DOCKER-USER -m comment --comment \"containernet:jump\" -j CONTAINERNET-GUARD\n-A DOCKER-USER -m comment --comment \"containernet:jump\" -j CONTAINERNET-FORWARD\n-A DOCKER-USER -j RETURN\n", "");
            scene.Change("web", static one => one with { Guard = "Missing" });
        });
    }

    private static IEnumerable<CheckCase> OfPorts()
    {
        yield return new("no translation", "web PortTranslated", CheckResult.Fail, static scene => scene.Replace("-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\n", ""));
        yield return new("a port of ours forgotten by the rules", "web PortTranslated", CheckResult.Fail, static scene =>
        {
            scene.Replace($"-A CONTAINERNET -p tcp -m tcp --dport 8090 -m comment --comment \"containernet:{Web}:publish:8090/tcp\" -j DNAT --to-destination 172.17.0.2:80\n", "");
            scene.Change("web", static one => one with { PublishedPorts = one.PublishedPorts[..2] });
        });
        yield return new("not accepted", "web PortAccepted", CheckResult.Fail, static scene => scene.Replace("-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p udp -m udp --dport 5353 -j ACCEPT\n", ""));
        yield return new("shadowed by a translation", "web PortNotShadowed", CheckResult.Fail, static scene => scene.Insert("nat", "-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.0.2.9:80"));
        yield return new("shadowed by an acceptance", "web PortNotShadowed", CheckResult.Fail, static scene => scene.Insert("nat", "-A PREROUTING -p tcp -m tcp --dport 8080 -j ACCEPT"));
        yield return new("shadowed by a drop", "web PortNotShadowed", CheckResult.Fail, static scene => scene.Insert("filter", "-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j DROP"));
        yield return new("perhaps shadowed", "web PortNotShadowed", CheckResult.Unknown, static scene => scene.Insert("nat", "-A PREROUTING -p tcp -m tcp --dport 8080 -m set --match-set x src -j DNAT --to-destination 192.0.2.9:80"));
        yield return new("on loopback", "web PortListener", CheckResult.Fail, static scene => scene.Change(1, static home => home with { Sockets = [Socket("tcp", "127.0.0.1", 80, "httpd"), home.Sockets[1]] }));
        yield return new("nobody", "web PortListener", CheckResult.Fail, static scene => scene.Change(1, static home => home with { Sockets = home.Sockets[..1] }));
        yield return new("no proxy", "web PortProxy", CheckResult.Fail, static scene => scene.Change(0, static home => home with { Sockets = home.Sockets[1..] }));
        yield return new("a stale flow", "web PortStaleFlow", CheckResult.Fail, static scene => scene.Snapshot = scene.Snapshot with { Flows = [Flow("192.0.2.9", "192.0.2.1")] });
        yield return new("flows not read", "web PortStaleFlow", CheckResult.Unknown, static scene => scene.Snapshot = scene.Snapshot with { HasFlows = false });
        yield return new("IPv4 alone behind IPv6", "web PortIPv6Listener", CheckResult.Fail, static scene => scene.Six("0.0.0.0"));
    }

    public static SnapshotFlow Flow(string source, string answering) => new() { Protocol = "udp", Source = source, Destination = "192.0.2.1", DestinationPort = 5353, Answering = answering };

    private static void Native(CheckedScene scene, string statements) => scene.Snapshot = scene.Snapshot with
    {
        NftTables =
        [
            new SnapshotNftTable
            {
                Family = "inet", Name = "wall",
                Json = $$"""{"nftables":[{"chain":{"family":"inet","table":"wall","name":"c","type":"filter","hook":"forward","prio":0,"policy":"accept"} },{"rule":{"family":"inet","table":"wall","chain":"c","handle":7,"expr":[{{statements}}]} }]}""",
            },
        ],
    };
}
