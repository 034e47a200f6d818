using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Connection;

namespace ContainerNet.Services.Namespaces;

/// <summary>The links of the engine's own network namespace, where the other ends of its containers' interfaces and the bridges are.</summary>
internal sealed class HostLinks
{
    private readonly RouteNetlink _netlink;
    private readonly int? _target;
    private readonly Dictionary<int, LinkMessage?> _links = [];
    private bool _complete;

    private HostLinks(RouteNetlink netlink, int id, int? target)
    {
        _netlink = netlink;
        Id = id;
        _target = target;
    }

    /// <summary>The namespace's id as numbered from the asking one, which numbers itself too.</summary>
    public int Id { get; }

    /// <summary>Those of the engine; null where its namespace is not ours to look at.</summary>
    /// <param name="lease">The socket to ask on.</param>
    /// <param name="view">Tells the engine's process and namespace.</param>
    /// <exception cref="Linux.KernelException">The process is gone.</exception>
    public static HostLinks? Open(NetlinkLease lease, KernelView view)
    {
        if (view.EngineNetwork == 0) return null;
        if (view.EngineNetwork == lease.OwnInode) return new HostLinks(lease.Netlink, lease.Netlink.GetOwnNamespaceId(), null);
        var id = lease.Netlink.GetNamespaceId(view.EngineProcessId);
        return new HostLinks(lease.Netlink, id, id);
    }

    /// <summary>Reads all links by one dump: worth it where many are wanted.</summary>
    public void ReadAll()
    {
        foreach (var link in _netlink.DumpLinks(_target)) _links[link.Index] = link;
        _complete = true;
    }

    /// <summary>The link with this index; null where there is none.</summary>
    public LinkMessage? Find(int index)
    {
        if (_links.TryGetValue(index, out var known) || _complete) return known;
        return _links[index] = _netlink.FindLink(index, _target);
    }

    /// <summary>The name of the link with this index; empty where there is none.</summary>
    public string NameOf(int index) => _target is null && !_complete ? _netlink.FindName(index) : Find(index)?.Name ?? "";
}
