using System.Text.Json;
using static ContainerNet.LabKit.Chance.RandomNetwork;

namespace ContainerNet.LabKit.Chance;

/// <summary>The snapshot of a <see cref="RandomNetwork"/>, as JSON: all of it is known but the rules, those of iptables and of a table of nftables.</summary>
internal static class RandomSnapshot
{
    public static string Of(string rules, string native, bool filtersBridges) => JsonSerializer.Serialize(new
    {
        Schema = 1,
        Engine = new { Uri = "unix:///none", Source = "Test" },
        Containers = Containers.Select(static one => new { Id = IdOf(one.Name), one.Name, Image = "x", NetworkMode = "bridge", State = "Running" }),
        Networks = new[] { new { Id = "n", Name = "bridge", Driver = "bridge", Bridge } },
        Namespaces = Containers.Select(Inner).Prepend(Host(filtersBridges)),
        RuleSets = new[] { new { Backend = "iptables-nft", Family = "IPv4", Text = rules } },
        NftTables = native.Length == 0 ? [] : new[] { new { Family = RandomNative.Table.Split(' ')[0], Name = RandomNative.Table.Split(' ')[1], Json = native } },
        HasFirewall = true,
    });

    private static string IdOf(string name) => new(name[0], 64);

    private static object Host(bool filtersBridges)
    {
        var settings = new Dictionary<string, string> { ["net.bridge.bridge-nf-call-iptables"] = filtersBridges ? "1" : "0", ["net.ipv4.conf.all.forwarding"] = "1" };
        foreach (var link in new[] { "all", "lo", Uplink, Bridge })
        {
            foreach (var (name, value) in new[] { ("forwarding", "1"), ("rp_filter", "0"), ("route_localnet", "0") }) settings[$"net.ipv4.conf.{link}.{name}"] = value;
        }

        foreach (var (_, port, _) in Containers) settings[$"bridge.{port}.hairpin_mode"] = "0";
        return new
        {
            Inode = 1,
            IsHost = true,
            Interfaces = new[] { Link("lo", 1, "", "", "127.0.0.1", 8), Link(Uplink, 2, "veth", "", HostAddress), Link(Bridge, 3, "bridge", "", GatewayAddress) }
                .Concat(Containers.Select(static (one, i) => Link(one.Port, 4 + i, "veth", Bridge))),
            Routes = Local("lo", "127.0.0.1", "127.0.0.0/8", "127.255.255.255").Concat(Network(Uplink, HostAddress)).Concat(Network(Bridge, GatewayAddress)),
            Sockets = Sockets("host"),
            Settings = settings,
        };
    }

    private static object Inner((string Name, string Port, string Address) container) => new
    {
        Inode = 1 + container.Name[0],
        ContainerIds = new[] { IdOf(container.Name) },
        Interfaces = new[] { Link("lo", 1, "", "", "127.0.0.1", 8), Link("eth0", 2, "veth", "", container.Address, 24, container.Port, Bridge) },
        Routes = Local("lo", "127.0.0.1", "127.0.0.0/8", "127.255.255.255").Concat(Network("eth0", container.Address))
            .Append(Route("unicast", "default", "eth0", "", "main", GatewayAddress)),
        Sockets = Sockets(container.Name),
    };

    private static IEnumerable<object> Sockets(string name) => Listening[name].SelectMany(static port => new object[]
    {
        new { Protocol = "tcp", Family = "inet", State = "Listen", LocalAddress = "0.0.0.0", LocalPort = port },
        new { Protocol = "udp", Family = "inet", State = "Unconnected", LocalAddress = "0.0.0.0", LocalPort = port },
    });

    private static object Link(string name, int index, string kind, string master, string address = "", int prefix = 24, string port = "", string bridge = "") => new
    {
        Name = name, Index = index, Kind = kind, Master = master, Flags = new[] { "UP" }, LinkType = name == "lo" ? "loopback" : "ether", HostInterface = port, Bridge = bridge,
        Addresses = address.Length == 0 ? [] : new[] { new { Family = "inet", Address = address, PrefixLength = prefix, Scope = name == "lo" ? "host" : "global" } },
    };

    private static IEnumerable<object> Network(string link, string address)
    {
        var network = address[..(address.LastIndexOf('.') + 1)];
        return Local(link, address, address, $"{network}255").Append(Route("unicast", $"{network}0/24", link, address, "main", ""));
    }

    private static IEnumerable<object> Local(string link, string address, string own, string broadcast) =>
        [Route("local", own, link, address, "local", ""), Route("broadcast", broadcast, link, address, "local", "")];

    private static object Route(string type, string destination, string link, string source, string table, string gateway) =>
        new { Family = "inet", Type = type, Destination = destination, Interface = link, Gateway = gateway, PreferredSource = source, Table = table, Protocol = "kernel" };
}
