using ContainerNet.Resources;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Map;

/// <summary>What a snapshot itself shows to be wrong. Pure.</summary>
internal sealed class MapFaults
{
    private readonly NetworkSnapshot _snapshot;
    private readonly Dictionary<string, SnapshotNamespace> _ofContainer;
    private readonly Dictionary<string, ContainerInterface> _links;

    private MapFaults(NetworkSnapshot snapshot)
    {
        _snapshot = snapshot;
        _ofContainer = MapBuilder.NamespacesOf(snapshot);
        _links = (Array.Find(snapshot.Namespaces, static one => one.IsHost)?.Interfaces ?? []).DistinctBy(static one => one.Name).ToDictionary(static one => one.Name, StringComparer.Ordinal);
    }

    public static IEnumerable<MapMark> Find(NetworkSnapshot snapshot)
    {
        var faults = new MapFaults(snapshot);
        return [.. faults.OfBridges(), .. faults.OfEnds(), .. snapshot.Containers.SelectMany(container => faults.OfContainer(container))];
    }

    private IEnumerable<MapMark> OfBridges()
    {
        foreach (var bridge in _snapshot.Networks.Select(static one => one.Bridge).Where(static name => name.Length > 0))
        {
            if (_links.Count > 0 && !_links.ContainsKey(bridge)) yield return new MapMark(Text.Format("Map_BridgeMissing", bridge)) { Link = bridge };
            else if (IsDown(bridge)) yield return Down(bridge);
        }
    }

    private IEnumerable<MapMark> OfEnds()
    {
        var bridges = _snapshot.Networks.Where(static one => one.Bridge.Length > 0).DistinctBy(static one => one.Name).ToDictionary(static one => one.Name, static one => one.Bridge);
        foreach (var link in _snapshot.Namespaces.Where(static one => !one.IsHost).SelectMany(static one => one.Interfaces).Where(static one => one.HostInterface.Length > 0))
        {
            if (IsDown(link.HostInterface)) yield return Down(link.HostInterface);
            if (!link.Flags.Contains("UP")) yield return new MapMark(Text.Format("Map_LinkDown", link.Name)) { Link = link.HostInterface };
            if (link.Bridge.Length == 0) yield return new MapMark(Text.Format("Map_NoBridge", link.HostInterface)) { Link = link.HostInterface };
            else if (bridges.TryGetValue(link.Network, out var right) && right != link.Bridge)
                yield return new MapMark(Text.Format("Map_WrongBridge", link.HostInterface, link.Bridge, right)) { Link = link.HostInterface };
        }
    }

    private IEnumerable<MapMark> OfContainer(Container container)
    {
        if (!MapBuilder.Runs(container)) yield break;
        if (container.DonorState is nameof(DonorState.Restarted) or nameof(DonorState.Gone))
            yield return new MapMark(Text.Format($"Map_Donor{container.DonorState}", container.Donor ?? "")) { ContainerId = container.Id };

        // Where lo is up there are routes: without any the namespace was not read, nor its sockets.
        if (!_ofContainer.TryGetValue(container.Id, out var home) || home.Routes.Length == 0) yield break;
        var endpoints = _snapshot.Containers.Where(one => home.ContainerIds.Contains(one.Id)).SelectMany(static one => one.Networks).ToArray();
        foreach (var port in container.PublishedPorts)
        {
            var text = PortListeners.Judge(port, endpoints, home.Sockets).Listening switch
            {
                PortListening.NotListening => "Map_NotListening",
                PortListening.ListensOnLoopbackOnly => "Map_LoopbackOnly",
                _ => null,
            };
            if (text is null) continue;
            yield return new MapMark(Text.Format(text, $"{port.ContainerPort}/{port.Protocol}")) { ContainerId = container.Id, HostPort = port.HostPort, Protocol = port.Protocol };
        }
    }

    private bool IsDown(string name) => _links.TryGetValue(name, out var link) && !link.Flags.Contains("UP");

    private static MapMark Down(string name) => new(Text.Format("Map_LinkDown", name)) { Link = name };
}
