namespace ContainerNet.Services.Map;

/// <summary>Makes a map of a snapshot. Pure.</summary>
internal sealed class MapBuilder
{
    private readonly NetworkSnapshot _snapshot;
    private readonly MapMarks _marks;

    private MapBuilder(NetworkSnapshot snapshot, MapMarks marks) => (_snapshot, _marks) = (snapshot, marks);

    /// <summary>The map with what the snapshot shows to be wrong.</summary>
    public static NetworkMap Build(NetworkSnapshot snapshot) => Build(snapshot, []);

    /// <summary>The map of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="found">What else was found to be wrong.</param>
    public static NetworkMap Build(NetworkSnapshot snapshot, IEnumerable<MapMark> found)
    {
        var marks = new MapMarks([.. MapFaults.Find(snapshot), .. MapChecks.Find(snapshot), .. found]);
        var builder = new MapBuilder(snapshot, marks);
        var (uplinks, spaces) = (builder.Uplinks(), builder.Spaces());
        return new NetworkMap
        {
            TakenAt = snapshot.TakenAt,
            HostName = snapshot.HostName,
            Engine = $"{snapshot.Engine.Product} {snapshot.Engine.Version}".Trim(),
            Uplinks = uplinks,
            Networks = builder.Networks(spaces),
            Spaces = spaces,
            Faults = marks.Left,
        };
    }

    /// <summary>The namespace of each container that has one.</summary>
    public static Dictionary<string, SnapshotNamespace> NamespacesOf(NetworkSnapshot snapshot)
    {
        var found = new Dictionary<string, SnapshotNamespace>(StringComparer.Ordinal);
        foreach (var home in snapshot.Namespaces)
        {
            foreach (var id in home.ContainerIds) found[id] = home;
        }

        return found;
    }

    public static bool Runs(Container container) => container.State is "Running" or "Paused" or "Restarting";

    private MapUplink[] Uplinks()
    {
        if (Array.Find(_snapshot.Namespaces, static one => one.IsHost) is not { } home) return [];
        var standard = home.Routes.Where(static route => route is { Destination: "default", Table: "main" }).Select(static route => route.Interface).ToHashSet();
        var bridges = _snapshot.Networks.Select(static one => one.Bridge).ToHashSet();
        return
        [
            .. home.Interfaces.Where(link => link.LinkType != "loopback" && link.Master.Length == 0 && link.Addresses.Length > 0 && !bridges.Contains(link.Name))
                .Select(link => new MapUplink(link.Name, Global(link.Addresses), standard.Contains(link.Name), _marks.OfLink(link.Name)))
                .OrderByDescending(static one => one.IsDefault).ThenBy(static one => one.Name, StringComparer.Ordinal),
        ];
    }

    // Bridges are there whether they are used or not; of the others those that are.
    private MapNetwork[] Networks(MapSpace[] spaces)
    {
        var used = spaces.SelectMany(static space => space.Links).Select(static link => link.Network).ToHashSet();
        return
        [
            .. _snapshot.Networks.Where(one => one.Bridge.Length > 0 || used.Contains(one.Name))
                .OrderByDescending(static one => one.Name == "bridge").ThenBy(static one => one.Name, StringComparer.Ordinal)
                .Select(one => new MapNetwork(one.Name, one.Driver, one.Bridge, one.Subnets, one.Internal, _marks.OfLink(one.Bridge))),
        ];
    }

    private MapSpace[] Spaces()
    {
        var homes = NamespacesOf(_snapshot);
        var byId = _snapshot.Containers.DistinctBy(static one => one.Id).ToDictionary(static one => one.Id, StringComparer.Ordinal);
        return
        [
            .. _snapshot.Containers.GroupBy(container => KeyOf(container, homes, byId), StringComparer.Ordinal)
                .Select(group => Space([.. group.OrderBy(static one => one.ModeKind == ContainerMode.Joined)], homes.GetValueOrDefault(group.First().Id)))
                .OrderBy(static space => space.Kind).ThenByDescending(static space => space.Ports.Length > 0 || space.Containers.Length > 1)
                .ThenBy(static space => space.Containers[0].Name, NaturalOrder.Instance),
        ];
    }

    private MapSpace Space(Container[] members, SnapshotNamespace? home)
    {
        var first = members[0];
        var kind = KindOf(first, home, _snapshot.Networks);
        return new MapSpace
        {
            Kind = kind,
            Links = kind == MapSpaceKind.Host ? [] : [.. Links(members, home)],
            Ports = kind == MapSpaceKind.Stopped ? [] : MapPorts.Of(members, _marks),
            Containers =
            [
                .. members.Select(one => new MapContainer(one.Id, one.Name, one.Image, one.Mode, one.State, one.Donor ?? "", _marks.OfContainer(one.Id))),
            ],
        };
    }

    private IEnumerable<MapLink> Links(Container[] members, SnapshotNamespace? home) =>
        home is { Interfaces.Length: > 0 }
            ? home.Interfaces.Where(static link => link.Network.Length > 0)
                .Select(link => new MapLink(link.Network, link.Name, link.HostInterface, Global(link.Addresses), _marks.OfLink(link.HostInterface)))
            : members.Where(Runs).SelectMany(static one => one.Networks).Where(static one => one.IPAddress.Length + one.IPv6Address.Length > 0)
                .Select(static one => new MapLink(one.Network, "", "", [.. new[] { one.IPAddress, one.IPv6Address }.Where(static text => text.Length > 0)], []));

    /// <summary>Whoever shares a namespace stands together: the kernel tells, and where it was not asked the engine.</summary>
    private static string KeyOf(Container container, Dictionary<string, SnapshotNamespace> homes, Dictionary<string, Container> byId)
    {
        if (homes.TryGetValue(container.Id, out var home)) return home.IsHost ? container.Id : home.ToString();
        if (!Runs(container)) return container.Id;
        var root = container;
        for (var steps = 0; steps < byId.Count && root.DonorId is { } id && byId.TryGetValue(id, out var donor) && Runs(donor); steps++) root = donor;
        return homes.TryGetValue(root.Id, out home) && !home.IsHost ? home.ToString() : root.Id;
    }

    private static MapSpaceKind KindOf(Container first, SnapshotNamespace? home, SnapshotNetwork[] networks) =>
        !Runs(first) ? MapSpaceKind.Stopped
        : home?.IsHost == true ? MapSpaceKind.Host
        : first.ModeKind switch
        {
            ContainerMode.Host => MapSpaceKind.Host,
            ContainerMode.Closed => MapSpaceKind.Closed,
            ContainerMode.Joined => MapSpaceKind.LeftBehind,
            _ when first.Networks.Any(end => Array.Exists(networks, one => one.Name == end.Network)) => MapSpaceKind.Attached,
            _ => home?.Interfaces.Any(static link => link.Network.Length > 0) == true ? MapSpaceKind.Attached : MapSpaceKind.Other,
        };

    private static string[] Global(InterfaceAddress[] addresses) => [.. addresses.Where(static one => one.Scope != "link").Select(static one => one.Address)];
}
