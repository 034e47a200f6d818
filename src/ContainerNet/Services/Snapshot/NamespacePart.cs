using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of network namespaces.</summary>
/// <param name="Namespaces">The host's first.</param>
/// <param name="Warnings">What could not be read, and why.</param>
internal sealed record NamespacePart(SnapshotNamespace[] Namespaces, IReadOnlyList<string> Warnings)
{
    public static NamespacePart None { get; } = new([], []);

    /// <summary>Reads the namespaces of the containers that run, each once however many share it, and completes the host's. What fails is a warning.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="view">Tells the engine's process, whose namespace is the host's.</param>
    /// <param name="hostPart">What is being read of the host.</param>
    /// <param name="containers">The containers.</param>
    /// <param name="cancellationToken">Ends it between two namespaces.</param>
    public static async Task<NamespacePart> ReadAsync(
        IContainerEngine engine, KernelView view, Task<HostPart> hostPart, IReadOnlyList<Container> containers, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        RunningContainer[] running = [.. containers.Where(static one => one.ProcessId != 0).Select(RunningContainer.Of)];
        var names = running.ToDictionary(static one => one.Id, static one => one.Name, StringComparer.Ordinal);
        var groups = NamespaceGroup.Of(running, warnings);
        var own = groups.Find(group => group.Inode == view.EngineNetwork);
        groups.RemoveAll(group => group == own);

        var reading = Task.Run(() => ReadTables(groups, names, cancellationToken), cancellationToken);
        var interfaces = await ReadInterfacesAsync(engine, view, groups, warnings, cancellationToken).ConfigureAwait(false);
        var tables = await reading.ConfigureAwait(false);
        var host = await hostPart.ConfigureAwait(false);
        warnings.AddRange(tables.Select(static one => one.Error?.Message).OfType<string>());
        return new NamespacePart(
            [
                new SnapshotNamespace
                {
                    Inode = view.EngineNetwork,
                    IsHost = true,
                    ContainerIds = [.. (own?.Containers ?? []).Select(static one => one.Id)],
                    Interfaces = interfaces[0],
                    Routes = host.Tables?.Routes ?? [],
                    RoutingRules = host.Tables?.Rules ?? [],
                    Sockets = host.Tables?.Listening ?? [],
                    Settings = host.Settings,
                    TrafficFilters = host.Tables?.TrafficFilters ?? [],
                },
                .. groups.Select((group, i) => Build(group, interfaces[i + 1], tables[i].Tables)),
            ],
            [.. host.Warnings, .. warnings.Distinct()]);
    }

    private static SnapshotNamespace Build(NamespaceGroup group, ContainerInterface[] interfaces, NamespaceTables? tables) => new()
    {
        Inode = group.Inode,
        ContainerIds = [.. group.Containers.Select(static one => one.Id)],
        Interfaces = interfaces,
        Routes = [.. (tables?.Routes ?? []).Select(route => route with { ContainerName = group.First.Name, ContainerId = group.First.Id })],
        RoutingRules = tables?.Rules ?? [],
        TrafficFilters = tables?.TrafficFilters ?? [],
        Sockets = [.. (tables?.Listening ?? []).Select(socket => socket with { ContainerName = group.First.Name, ContainerId = group.First.Id })],
    };

    /// <summary>The interfaces of the host, then of each group.</summary>
    private static async Task<ContainerInterface[][]> ReadInterfacesAsync(
        IContainerEngine engine, KernelView view, List<NamespaceGroup> groups, List<string> warnings, CancellationToken cancellationToken)
    {
        try
        {
            var readings = await new InterfaceReader(engine, view).ReadAsync([.. groups.Select(static group => group.First)], includeHost: true, cancellationToken)
                .ConfigureAwait(false);
            return [[.. readings[0].Interfaces], .. groups.Select((group, i) => Checked(group, readings[i + 1], warnings))];
        }
        catch (ContainerNetException exception)
        {
            warnings.Add(exception.Message);
            return [.. Enumerable.Repeat<ContainerInterface[]>([], groups.Count + 1)];
        }
    }

    private static ContainerInterface[] Checked(NamespaceGroup group, InterfaceReading reading, List<string> warnings)
    {
        if (reading.Error is null && reading.Interfaces.All(one => one.NamespaceInode == group.Inode)) return [.. reading.Interfaces];
        warnings.Add((reading.Error ?? RunningContainers.Gone(group.First.Name, group.First.Name, null)).Message);
        return [];
    }

    private static List<NamespaceStop> ReadTables(
        List<NamespaceGroup> groups, Dictionary<string, string> names, CancellationToken cancellationToken)
    {
        var found = NamespaceTour.Read([.. groups.Select(static group => (group.First.ProcessId, group.Inode))], cancellationToken);
        var ownership = SocketOwnership.Find([.. found.SelectMany(static one => one.Tables?.Listening ?? [])], names, cancellationToken);
        return [.. found.Select(one => one with
        {
            Tables = one.Tables is { } tables ? tables with { Listening = [.. tables.Listening.Select(ownership.Complete)] } : null,
        })];
    }
}
