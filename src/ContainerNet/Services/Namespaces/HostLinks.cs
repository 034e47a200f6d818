using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Connection;

namespace ContainerNet.Services.Namespaces;

/// <summary>The links of the engine's own network namespace, where the other ends of its containers' interfaces and the bridges are.</summary>
internal sealed class HostLinks
{
    private readonly RouteNetlink _netlink;
    private readonly int? _target;
    private readonly Dictionary<int, LinkMessage?> _links = [];
    private readonly Dictionary<int, string> _names = [];

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

    /// <summary>Reads the ports of all bridges by one dump: worth it where many are wanted. What is no port, and what is another namespace's, is asked for one by one.</summary>
    public void ReadPorts()
    {
        if (_target is not null) return;
        foreach (var port in _netlink.DumpBridgePorts())
        {
            // Network cards that switch by themselves are told too, and have no bridge.
            if (port.Master != 0) _links[port.Index] = port;
        }
    }

    /// <summary>The link with this index; null where there is none.</summary>
    public LinkMessage? Find(int index) =>
        _links.TryGetValue(index, out var known) ? known : _links[index] = _netlink.FindLink(index, _target);

    /// <summary>The name of the link with this index; empty where there is none.</summary>
    public string NameOf(int index)
    {
        if (_target is not null) return Find(index)?.Name ?? "";
        return _names.TryGetValue(index, out var known) ? known : _names[index] = _netlink.FindName(index);
    }
}
