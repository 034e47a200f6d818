using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Watching;

/// <summary>
/// Follows the interfaces of containers: told what the kernel and the engine say, it tells what changed for which container. For one thread.
/// </summary>
/// <param name="view">Tells the engine's process.</param>
internal sealed class InterfaceTracker(KernelView view)
{
    private readonly Dictionary<int, WatchedNamespace> _namespaces = [];
    private int _ownId;

    /// <summary>Whether this run of the container is watched already.</summary>
    public bool Knows(RunningContainer container) => Find(container.Id)?.Container.ProcessId == container.ProcessId;

    /// <summary>Begins to watch a container; tells its interfaces as they are now.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public List<ContainerInterfaceEvent> Add(RunningContainer container, IReadOnlyList<ContainerEndpoint> endpoints) => Ask(survey =>
    {
        var contents = survey.Read(container.ProcessId);
        _ownId = survey.OwnId;
        var id = contents.Id ?? _ownId;
        if (!_namespaces.TryGetValue(id, out var home) || home.Inode != contents.Inode) _namespaces[id] = home = new WatchedNamespace(contents, id);
        var watched = new WatchedContainer(container, endpoints);
        home.Containers.Add(watched);
        return watched.Replace(home.Contents, survey.FindPeers());
    });

    /// <summary>Gives a container another name.</summary>
    public void Rename(string id, string name)
    {
        if (Find(id) is { } watched) watched.Name = name;
    }

    /// <summary>Takes over a container's endpoints, and tells which of its interfaces got another network by it.</summary>
    public List<ContainerInterfaceEvent> SetEndpoints(string id, IReadOnlyList<ContainerEndpoint> endpoints)
    {
        if (Find(id) is not { } watched) return [];
        watched.Endpoints = endpoints;
        var home = _namespaces.Values.First(one => one.Containers.Contains(watched));
        return Ask(survey => watched.Replace(home.Contents, survey.FindPeers()));
    }

    /// <summary>Tells what a notice changes.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed.</exception>
    public List<ContainerInterfaceEvent> Take(NetworkNotice notice) => notice switch
    {
        LinkNotice link => Home(link.NamespaceId) is { } home ? Take(home, link) : [],
        AddressNotice address => Home(address.NamespaceId) is { } home ? Take(home, address) : [],
        NamespaceGoneNotice => DropEnded(),
        _ => [.. DropEnded(), .. ReadAgain()],
    };

    /// <summary>Lets go of the containers whose process has ended; their interfaces are gone for them.</summary>
    public List<ContainerInterfaceEvent> DropEnded()
    {
        var events = new List<ContainerInterfaceEvent>();
        foreach (var home in _namespaces.Values.ToArray())
        {
            foreach (var ended in home.Containers.Where(one => !NamespaceSurvey.IsIn(one.Container.ProcessId, home.Inode)).ToArray())
            {
                home.Containers.Remove(ended);
                events.AddRange(ended.Clear());
            }

            if (home.Containers.Count == 0) _namespaces.Remove(home.Id);
        }

        return events;
    }

    private List<ContainerInterfaceEvent> Take(WatchedNamespace home, LinkNotice notice)
    {
        if (notice.Gone) home.Remove(notice.Link.Index);
        return Update(home, notice.Link.Index, survey =>
        {
            if (!notice.Gone) home.Set(notice.Link, home.Id == _ownId ? null : survey);
        });
    }

    private List<ContainerInterfaceEvent> Take(WatchedNamespace home, AddressNotice notice)
    {
        home.Set(notice);
        return Update(home, notice.Address.LinkIndex, static _ => { });
    }

    private List<ContainerInterfaceEvent> Update(WatchedNamespace home, int index, Action<NamespaceSurvey> prepare) => Ask(survey =>
    {
        prepare(survey);
        var contents = home.Contents;
        var peers = survey.FindPeers();
        return home.Containers.SelectMany(watched => watched.Update(contents, index, peers)).ToList();
    });

    private List<ContainerInterfaceEvent> ReadAgain() => Ask(survey =>
    {
        var events = new List<ContainerInterfaceEvent>();
        foreach (var home in _namespaces.Values)
        {
            if (survey.TryRead(home.Containers[0].Container.ProcessId) is not { } contents) continue;
            home.Replace(contents);
            foreach (var watched in home.Containers) events.AddRange(watched.Replace(home.Contents, survey.FindPeers()));
        }

        return events;
    });

    private List<ContainerInterfaceEvent> Ask(Func<NamespaceSurvey, List<ContainerInterfaceEvent>> read) => NamespaceSurvey.Run(view, false, read);

    private WatchedNamespace? Home(int? namespaceId) => _namespaces.GetValueOrDefault(namespaceId ?? _ownId);

    private WatchedContainer? Find(string id) =>
        _namespaces.Values.SelectMany(static home => home.Containers).FirstOrDefault(one => one.Container.Id == id);
}
