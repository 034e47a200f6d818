using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

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

    /// <param name="lease">The socket to ask on.</param>
    /// <param name="engineProcessId">A process of the engine.</param>
    /// <exception cref="Linux.KernelException">The process is gone, or not ours to look at.</exception>
    public static HostLinks Open(NetlinkLease lease, int engineProcessId)
    {
        if (ProcessDirectory.ReadNetwork(engineProcessId) == lease.OwnInode) return new HostLinks(lease.Netlink, lease.Netlink.GetOwnNamespaceId(), null);
        var id = lease.Netlink.GetNamespaceId(engineProcessId);
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
