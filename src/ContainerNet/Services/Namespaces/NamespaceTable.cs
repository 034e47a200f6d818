using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Tells of each namespace of each container who else is in it.</summary>
/// <param name="namespaces">Reads the kernel.</param>
internal sealed class NamespaceTable(NamespaceService namespaces)
{
    /// <summary>The types in the order they are told, as in <c>/proc/pid/ns</c>.</summary>
    public static readonly string[] Types = ["net", "uts", "ipc", "pid", "mnt", "user", "cgroup", "time"];

    /// <param name="wanted">The containers to tell of.</param>
    /// <param name="running">All that run, with which they are compared.</param>
    /// <param name="cancellationToken">Ends it between two containers.</param>
    public List<Found<ContainerNamespace[]>> Read(
        IReadOnlyList<Found<ContainerDetails>> wanted, IReadOnlyList<Found<ContainerDetails>> running, CancellationToken cancellationToken)
    {
        var host = namespaces.ReadOwnSet();
        var all = new Dictionary<string, (ContainerDetails Container, Found<NamespaceSet> Set)>(StringComparer.Ordinal);
        foreach (var (given, details, _) in wanted.Concat(running))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (details is not null && !all.ContainsKey(details.Id)) all[details.Id] = (details, ReadSet(given, details));
        }

        return [.. wanted.Select(one => one.Value is null ? new(one.Given, null, one.Error) : Describe(one.Given, all[one.Value.Id], all.Values, host))];
    }

    private static Found<ContainerNamespace[]> Describe(
        object given, (ContainerDetails Container, Found<NamespaceSet> Set) own, IEnumerable<(ContainerDetails Container, Found<NamespaceSet> Set)> all, NamespaceSet host)
    {
        if (own.Set.Value is not { } set) return new(given, null, own.Set.Error);
        var found = Types.Select(type => new ContainerNamespace
        {
            ContainerName = own.Container.Name,
            ContainerId = own.Container.Id,
            Type = type,
            Inode = Inode(set, type),
            IsHost = Inode(set, type) == Inode(host, type),
            SharedWith = [.. all.Where(other => other.Container.Id != own.Container.Id && other.Set.Value is { } theirs && Inode(theirs, type) == Inode(set, type))
                .Select(static other => other.Container.Name).Order(StringComparer.Ordinal)],
            ProcessId = own.Container.ProcessId,
            Path = $"/proc/{own.Container.ProcessId}/ns/{type}",
        });

        // 0 is a type this kernel was built without.
        return new(given, [.. found.Where(static one => one.Inode != 0)], null);
    }

    private Found<NamespaceSet> ReadSet(object given, ContainerDetails details)
    {
        try
        {
            return new(given, namespaces.ReadSet(details.ProcessId), null);
        }
        catch (ContainerNetException exception)
        {
            return new(given, null, exception.Id == ErrorId.NamespaceGone ? RunningContainers.Gone(details.Name, given, exception) : exception);
        }
    }

    private static long Inode(NamespaceSet set, string type) => type switch
    {
        "net" => set.Net,
        "uts" => set.Uts,
        "ipc" => set.Ipc,
        "pid" => set.Pid,
        "mnt" => set.Mnt,
        "user" => set.User,
        "cgroup" => set.Cgroup,
        _ => set.Time,
    };
}
