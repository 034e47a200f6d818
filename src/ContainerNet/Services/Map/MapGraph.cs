using ContainerNet.Resources;

namespace ContainerNet.Services.Map;

/// <summary>A map as nodes, clusters and edges: what the languages of graphs have in common. Pure.</summary>
internal sealed class MapGraph
{
    // Beyond that a layout engine makes a picture that nobody reads.
    private const int Limit = 40;
    private const string OutsideId = "outside";

    private readonly List<MapNode> _outer = [];
    private readonly List<MapCluster> _clusters = [];
    private readonly List<MapEdge> _edges = [];
    private readonly Dictionary<MapSpace, string> _drawn = [];

    private MapGraph()
    {
    }

    /// <summary>The host's node or nodes that stand in no cluster: outside, and the uplinks.</summary>
    public IReadOnlyList<MapNode> Outer => _outer;

    public IReadOnlyList<MapCluster> Clusters => _clusters;

    public IReadOnlyList<MapEdge> Edges => _edges;

    public static MapGraph Of(NetworkMap map)
    {
        var graph = new MapGraph();
        graph._outer.Add(new MapNode(OutsideId, MapStyle.Outside, [Text.Get("Map_Outside")]));
        foreach (var (uplink, i) in map.Uplinks.Select(static (one, i) => (one, i))) graph.Add(uplink, $"up{i}");
        foreach (var (section, i) in MapSections.Of(map, Limit).Select(static (one, i) => (one, i))) graph.Add(section, $"s{i}", map.Uplinks.Length > 0 ? "up0" : OutsideId);
        return graph;
    }

    private void Add(MapUplink uplink, string id)
    {
        _outer.Add(new MapNode(id, uplink.Faults.Length > 0 ? MapStyle.Fault : MapStyle.Host, [uplink.Name, .. uplink.Addresses, .. Faults(uplink.Faults)]));
        if (uplink.IsDefault) _edges.Add(new MapEdge(OutsideId, id, "", MapStyle.Outside));
    }

    private void Add(MapSection section, string id, string uplink)
    {
        var nodes = new List<MapNode>();
        if (section.Network is { } network)
        {
            nodes.Add(new MapNode($"{id}b", network.Faults.Length > 0 ? MapStyle.Fault : MapStyle.Bridge, [MapWords.Title(section), .. network.Subnets, .. Faults(network.Faults)]));
            if (network is { Internal: false, Bridge.Length: > 0 }) _edges.Add(new MapEdge(uplink, $"{id}b", "NAT", MapStyle.Bridge));
        }

        foreach (var (cell, i) in section.Cells.Select(static (one, i) => (one, i))) Add(section, cell, id, $"{id}n{i}", nodes, uplink);
        _clusters.Add(new MapCluster(id, section.Network is null ? MapWords.Title(section) : MapWords.Network(section.Network), nodes));
    }

    private void Add(MapSection section, MapCell cell, string cluster, string id, List<MapNode> nodes, string uplink)
    {
        // One that is on several networks stands in the first of them, and has an edge to each.
        if (cell.IsReference) id = _drawn[cell.Space];
        else nodes.Add(Node(cell, id));
        _drawn.TryAdd(cell.Space, id);
        if (section.Network is not null)
        {
            var faulty = cell.Link?.Faults.Length > 0;
            _edges.Add(new MapEdge($"{cluster}b", id, cell.Link?.HostInterface ?? "", faulty ? MapStyle.Fault : MapStyle.Bridged));
        }

        if (cell.IsReference || cell.IsFolded) return;
        if (section.Kind == MapSpaceKind.Host) _edges.Add(new MapEdge(uplink, id, "", MapStyle.Host));
        foreach (var port in cell.Space.Ports)
            _edges.Add(new MapEdge(OutsideId, id, MapWords.Port(port, "→"), port.Faults.Length > 0 ? MapStyle.Fault : MapStyle.Port));
        foreach (var (joined, i) in cell.Space.Containers.Skip(1).Select(static (one, i) => (one, i)))
        {
            nodes.Add(new MapNode($"{id}j{i}", joined.Faults.Length > 0 ? MapStyle.Fault : MapStyle.Joined, [joined.Name, MapWords.Image(joined), .. Faults(joined.Faults)]));
            _edges.Add(new MapEdge(id, $"{id}j{i}", "lo", MapStyle.Joined));
        }
    }

    private static MapNode Node(MapCell cell, string id)
    {
        if (cell.IsFolded) return new MapNode(id, StyleOf(cell.Space), [MapWords.Folded(cell), cell.Range]);
        var first = cell.Space.Containers[0];
        var faults = first.Faults.Concat(cell.Link?.Faults ?? []).Concat(cell.Space.Ports.SelectMany(static one => one.Faults)).Distinct().ToArray();
        return new MapNode(id, faults.Length > 0 ? MapStyle.Fault : StyleOf(cell.Space), [first.Name, MapWords.Image(first), .. cell.Space.Links.SelectMany(static one => one.Addresses), .. Faults(faults)]);
    }

    private static IEnumerable<string> Faults(string[] faults) => faults.Select(static fault => $"✗ {fault}");

    private static MapStyle StyleOf(MapSpace space) => space.Kind switch
    {
        MapSpaceKind.Attached => MapStyle.Bridged,
        MapSpaceKind.Closed => MapStyle.Closed,
        MapSpaceKind.Host => MapStyle.Host,
        MapSpaceKind.LeftBehind => MapStyle.Fault,
        MapSpaceKind.Stopped => MapStyle.Stopped,
        _ => MapStyle.Other,
    };
}

/// <summary>A node; the lines of its text are not escaped.</summary>
internal sealed record MapNode(string Id, MapStyle Style, string[] Lines);

/// <summary>Nodes that stand together.</summary>
internal sealed record MapCluster(string Id, string Title, IReadOnlyList<MapNode> Nodes);

/// <summary>A line between two nodes; one of a port is an arrow.</summary>
internal sealed record MapEdge(string From, string To, string Label, MapStyle Style);

/// <summary>What a node or an edge is, and is coloured by.</summary>
internal enum MapStyle
{
    Outside,
    Bridge,
    Bridged,
    Joined,
    Host,
    Closed,
    Other,
    Stopped,
    Port,
    Fault,
}
