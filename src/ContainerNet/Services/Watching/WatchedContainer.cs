using ContainerNet.Services.Containers;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Watching;

/// <summary>A running container whose interfaces are watched, and how each looked when it was told last.</summary>
/// <param name="container">The container.</param>
/// <param name="endpoints">The engine's endpoints in its network namespace.</param>
internal sealed class WatchedContainer(RunningContainer container, IReadOnlyList<ContainerEndpoint> endpoints)
{
    private readonly SortedDictionary<int, ContainerInterface> _interfaces = [];

    public RunningContainer Container { get; } = container;

    /// <summary>The name, which may change.</summary>
    public string Name { get; set; } = container.Name;

    /// <summary>The engine's endpoints in its network namespace.</summary>
    public IReadOnlyList<ContainerEndpoint> Endpoints { get; set; } = endpoints;

    /// <summary>Takes over what was read of its namespace, and tells what is other than it was.</summary>
    public List<ContainerInterfaceEvent> Replace(NamespaceContents contents, PeerFinder peers)
    {
        var builder = new InterfaceBuilder(contents, peers, Endpoints);
        var events = _interfaces.Keys.Where(index => contents.Find(index) is null).ToArray().SelectMany(Drop).ToList();
        foreach (var link in contents.Links) events.AddRange(Take(builder.Build(link, Name, Container.Id)));
        return events;
    }

    /// <summary>Takes over one interface, and tells what is other than it was.</summary>
    public IEnumerable<ContainerInterfaceEvent> Update(NamespaceContents contents, int index, PeerFinder peers)
    {
        if (contents.Find(index) is not { } link) return Drop(index);

        // While the pair is the same so are its ends. The host's may be gone already when the end of this one is told.
        if (!_interfaces.TryGetValue(index, out var before) || before.PeerIndex != (link.Link ?? 0))
            return Take(new InterfaceBuilder(contents, peers, Endpoints).Build(link, Name, Container.Id));
        return Take(new InterfaceBuilder(contents, null, Endpoints).Build(link, Name, Container.Id) with
        {
            PeerName = before.PeerName,
            HostInterface = before.HostInterface,
            Bridge = before.Bridge,
        });
    }

    /// <summary>Tells that all its interfaces are gone for it.</summary>
    public IEnumerable<ContainerInterfaceEvent> Clear() => _interfaces.Keys.ToArray().SelectMany(Drop);

    private List<ContainerInterfaceEvent> Take(ContainerInterface link)
    {
        var events = _interfaces.TryGetValue(link.Index, out var before)
            ? InterfaceComparison.Differences(before, link).Select(one => Event(one.Change, link, one.Address)).ToList()
            : [Event(InterfaceChange.Added, link)];
        _interfaces[link.Index] = link;
        return events;
    }

    private ContainerInterfaceEvent[] Drop(int index)
    {
        if (!_interfaces.TryGetValue(index, out var gone)) return [];
        _interfaces.Remove(index);
        return [Event(InterfaceChange.Removed, gone)];
    }

    private ContainerInterfaceEvent Event(string change, ContainerInterface link, InterfaceAddress? address = null) => new()
    {
        Time = DateTime.Now,
        ContainerName = Name,
        ContainerId = Container.Id,
        Change = change,
        Interface = link,
        Address = address,
    };
}
