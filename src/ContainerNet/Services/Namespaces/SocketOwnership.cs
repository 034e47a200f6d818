using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>Whose sockets are: the processes that have them open, and the containers these belong to.</summary>
internal sealed class SocketOwnership
{
    private readonly Dictionary<long, SocketOwner> _owners;
    private readonly Dictionary<int, string?> _containers;
    private readonly IReadOnlyDictionary<string, string> _names;

    private SocketOwnership(Dictionary<long, SocketOwner> owners, Dictionary<int, string?> containers, IReadOnlyDictionary<string, string> names) =>
        (_owners, _containers, _names) = (owners, containers, names);

    /// <summary>Looks for them, with one walk over the host's processes for all namespaces.</summary>
    /// <param name="sockets">The sockets of any number of namespaces.</param>
    /// <param name="names">The names of the containers that run, by id.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static SocketOwnership Find(
        IReadOnlyCollection<ContainerSocket> sockets, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var inodes = sockets.Where(static socket => socket.Inode != 0).Select(static socket => socket.Inode).ToHashSet();
        var owners = SocketOwners.FindAll(inodes, sockets.Select(static socket => socket.NamespaceInode).ToHashSet(), cancellationToken);
        var containers = owners.Values.Select(static owner => owner.ProcessId).Distinct()
            .ToDictionary(static id => id, id => ControlGroup.ContainerIds(id).LastOrDefault(names.ContainsKey));
        return new SocketOwnership(owners, containers, names);
    }

    /// <summary>The socket with its process and its container, as far as there are any.</summary>
    public ContainerSocket Complete(ContainerSocket socket)
    {
        if (!_owners.TryGetValue(socket.Inode, out var owner)) return socket;
        var container = _containers[owner.ProcessId] ?? "";
        return socket with
        {
            ProcessId = owner.ProcessId,
            ProcessName = owner.Name,
            Owner = _names.GetValueOrDefault(container, ""),
            OwnerId = container,
        };
    }
}
