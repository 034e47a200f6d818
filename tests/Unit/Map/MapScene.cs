using ContainerNet.Services.Map;

namespace ContainerNet.Unit.Map;

/// <summary>A host with containers in every mode, as a snapshot; each test changes what it is about.</summary>
internal sealed class MapScene
{
    private readonly List<Container> _containers = [];
    private readonly List<SnapshotNamespace> _namespaces = [];

    public List<SnapshotNetwork> Networks { get; } =
    [
        new() { Id = "n1", Name = "backend", Driver = "bridge", Bridge = "br-backend", Subnets = ["10.201.1.0/24"], Internal = true },
        new() { Id = "n2", Name = "bridge", Driver = "bridge", Bridge = "docker0", Subnets = ["172.17.0.0/16"] },
        new() { Id = "n3", Name = "host", Driver = "host" },
        new() { Id = "n4", Name = "none", Driver = "null" },
    ];

    public List<ContainerInterface> HostLinks { get; } = [Link("lo", "loopback", "127.0.0.1"), Link("eth0", "ether", "192.0.2.1"), Link("docker0", "ether", "172.17.0.1"), Link("br-backend", "ether", "10.201.1.1")];

    public Dictionary<string, string> Settings { get; } = new() { ["net.ipv4.ip_forward"] = "1" };

    public bool HasKernel { get; set; } = true;

    /// <summary>One container of each mode, one on two networks, one with ports, and one that has ended.</summary>
    public static MapScene OfEveryMode()
    {
        var scene = new MapScene();
        scene.Add("web", ContainerMode.Bridged, "bridge", port: Port("0.0.0.0", 8080));
        scene.Join("probe", "web");
        scene.Add("app", ContainerMode.Bridged, "backend");
        scene.Connect("app", "bridge");
        scene.Add("job", ContainerMode.Closed);
        scene.Add("agent", ContainerMode.Host);
        scene.Stop("done");
        return scene;
    }

    public NetworkSnapshot Snapshot() => new()
    {
        HostName = "host1", TakenAt = new DateTime(2026, 11, 28, 4, 5, 6, DateTimeKind.Utc),
        Engine = new ContainerEngine { Uri = "unix:///x", Product = "Docker", Version = "20.10.24" },
        Containers = [.. _containers], Networks = [.. Networks],
        Namespaces = !HasKernel ? [] :
        [
            new SnapshotNamespace
            {
                Inode = 1, IsHost = true, Interfaces = [.. HostLinks], Settings = Settings,
                ContainerIds = [.. _containers.Where(static one => one is { ModeKind: ContainerMode.Host, State: "Running" }).Select(static one => one.Id)],
                Routes = [new ContainerRoute { Family = "inet", Type = "unicast", Destination = "default", Interface = "eth0", Table = "main", Protocol = "static" }],
            },
            .. _namespaces,
        ],
    };

    public NetworkMap Map(params MapMark[] marks) => MapBuilder.Build(Snapshot(), marks);

    public void Add(string name, ContainerMode mode, string? network = null, PublishedPort? port = null, string image = "busybox", string listens = "0.0.0.0")
    {
        _containers.Add(new Container
        {
            Id = Id(name), Name = name, Image = image, ModeKind = mode, NetworkMode = network ?? "none", State = "Running", ProcessId = 100,
            PublishedPorts = port is null ? [] : [port, port with { HostIP = "::" }],
        });
        if (mode == ContainerMode.Host) return;
        _namespaces.Add(new SnapshotNamespace
        {
            Inode = 100 + _namespaces.Count, ContainerIds = [Id(name)], Interfaces = [Link("lo", "loopback", "127.0.0.1")],
            Routes = [new ContainerRoute { Family = "inet", Type = "local", Destination = "127.0.0.1", Interface = "lo", Table = "local", Protocol = "kernel" }],
            Sockets = [new ContainerSocket { Protocol = "tcp", Family = "inet", State = "Listen", LocalAddress = listens, LocalPort = 80 }],
        });
        if (network is not null) Connect(name, network);
    }

    public void Connect(string name, string network)
    {
        var bridge = Networks.Find(one => one.Name == network)!;
        var (i, home) = (_containers.FindIndex(one => one.Name == name), _namespaces.FindIndex(one => one.ContainerIds[0] == Id(name)));
        var address = bridge.Subnets[0].Replace("0/24", $"{_namespaces.Count + 1}", StringComparison.Ordinal).Replace("0.0/16", $"0.{_namespaces.Count + 1}", StringComparison.Ordinal);
        _containers[i] = _containers[i] with { Networks = [.. _containers[i].Networks, new ContainerEndpoint { Network = network, IPAddress = address }] };
        var (inner, outer) = ($"eth{_containers[i].Networks.Length - 1}", $"veth-{name}-{network}");
        var end = Link(inner, "ether", address) with { HostInterface = outer, Bridge = bridge.Bridge, Network = network };
        _namespaces[home] = _namespaces[home] with { Interfaces = [.. _namespaces[home].Interfaces, end] };
        HostLinks.Add(Link(outer, "ether", "") with { Master = bridge.Bridge });
    }

    public void Join(string name, string donor)
    {
        _containers.Add(new Container
        {
            Id = Id(name), Name = name, Image = "busybox", ModeKind = ContainerMode.Joined, NetworkMode = "container", State = "Running", ProcessId = 101, Donor = donor, DonorId = Id(donor), DonorState = "Alive", SharedNamespaces = ["Net", "Ipc"],
        });
        var home = _namespaces.FindIndex(one => one.ContainerIds[0] == Id(donor));
        _namespaces[home] = _namespaces[home] with { ContainerIds = [.. _namespaces[home].ContainerIds, Id(name)] };
    }

    /// <summary>One whose donor was restarted: alone in a namespace that holds only lo.</summary>
    public void LeaveBehind(string name, string donor)
    {
        Add(name, ContainerMode.Joined);
        _containers[^1] = _containers[^1] with { Donor = donor, DonorId = Id(donor), DonorState = "Restarted" };
    }

    public void Stop(string name) => _containers.Add(new Container { Id = Id(name), Name = name, Image = "busybox", ModeKind = ContainerMode.Bridged, NetworkMode = "bridge", State = "Exited" });

    public void Change(string name, Func<Container, Container> change)
    {
        var i = _containers.FindIndex(one => one.Name == name);
        _containers[i] = change(_containers[i]);
    }

    public static string Id(string name) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)).PadLeft(64, '0');

    public static PublishedPort Port(string address, int number) => new() { HostIP = address, HostPort = number, ContainerPort = 80, Protocol = "tcp" };

    private static ContainerInterface Link(string name, string type, string address) => new()
    {
        Name = name, Index = 1, LinkType = type, Flags = ["UP"],
        Addresses = address.Length == 0 ? [] : [new InterfaceAddress { Family = "inet", Address = address, PrefixLength = 16, Scope = type == "loopback" ? "host" : "global" }],
    };
}
