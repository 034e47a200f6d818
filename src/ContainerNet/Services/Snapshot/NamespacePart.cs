using ContainerNet.Linux;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of network namespaces.</summary>
/// <param name="Namespaces">The host's first.</param>
/// <param name="Warnings">What could not be read, and why.</param>
internal sealed record NamespacePart(SnapshotNamespace[] Namespaces, IEnumerable<string> Warnings)
{
    public static NamespacePart None { get; } = new([], []);

    /// <summary>Reads the host's namespace and those of the containers that run, each once however many share it. What fails is a warning.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="view">Tells the engine's process, whose namespace is the host's.</param>
    /// <param name="containers">The containers.</param>
    /// <param name="cancellationToken">Ends it between two namespaces.</param>
    public static async Task<NamespacePart> ReadAsync(
        IContainerEngine engine, KernelView view, IReadOnlyList<Container> containers, CancellationToken cancellationToken)
    {
        RunningContainer[] running = [.. containers.Where(static one => one.ProcessId != 0).Select(RunningContainer.Of)];
        var warnings = new List<string>();
        try
        {
            var readings = await new InterfaceReader(engine, view).ReadAsync(running, includeHost: true, cancellationToken).ConfigureAwait(false);
            var groups = Groups(view, running, readings, warnings);
            var read = await Task.WhenAll(groups.Select(group => Task.Run(() => TryRead(group), cancellationToken))).ConfigureAwait(false);
            warnings.AddRange(read.Select(static one => one.Warning).OfType<string>());
            SnapshotNamespace[] namespaces = [.. read.Select(static one => one.Namespace)];
            return new NamespacePart(Complete(namespaces, running, cancellationToken), warnings);
        }
        catch (ContainerNetException exception)
        {
            return None with { Warnings = [.. warnings, exception.Message] };
        }
    }

    // Of the host's reading comes first, then one of each container in their order.
    private static List<Group> Groups(KernelView view, RunningContainer[] running, IReadOnlyList<InterfaceReading> readings, List<string> warnings)
    {
        var groups = new List<Group> { new(view.EngineProcessId, readings[0].Interfaces, []) };
        for (var i = 0; i < running.Length; i++)
        {
            var reading = readings[i + 1];
            if (reading.Error is not null) warnings.Add(reading.Error.Message);
            else if (groups.Find(group => group.Inode == Group.InodeOf(reading.Interfaces)) is { } shared) shared.Containers.Add(running[i]);
            else groups.Add(new Group(running[i].ProcessId, reading.Interfaces, [running[i]]));
        }

        return groups;
    }

    private static (SnapshotNamespace Namespace, string? Warning) TryRead(Group group)
    {
        var found = new SnapshotNamespace
        {
            Inode = group.Inode,
            ContainerIds = [.. group.Containers.Select(static one => one.Id)],
            Interfaces = [.. group.Interfaces],
        };
        try
        {
            return (NamespaceVisit.Read(group.ProcessId, (process, inode, handle) =>
            {
                // Started again since its interfaces were read, it is in another one.
                if (inode != group.Inode) throw KernelException.FromErrno("/proc", Errno.ESRCH);
                var (routes, rules) = RouteReader.ReadWithRules(inode, handle);
                var sockets = Array.FindAll(SocketReader.Read(process, inode, handle), static socket => socket.IsListening);
                return found with { Routes = routes, RoutingRules = rules, Sockets = sockets };
            }), null);
        }
        catch (ContainerNetException exception)
        {
            return (found, exception.Message);
        }
    }

    /// <summary>The namespaces with what is known when all are read: the processes behind the sockets, and the names of the containers.</summary>
    private static SnapshotNamespace[] Complete(SnapshotNamespace[] namespaces, RunningContainer[] running, CancellationToken cancellationToken)
    {
        var names = running.ToDictionary(static one => one.Id, static one => one.Name, StringComparer.Ordinal);
        var ownership = SocketOwnership.Find([.. namespaces.SelectMany(static one => one.Sockets)], names, cancellationToken);
        return [.. namespaces.Select((one, index) =>
        {
            var id = index == 0 ? "" : one.ContainerIds[0];
            var name = names.GetValueOrDefault(id, "");
            return one with
            {
                IsHost = index == 0,
                Routes = [.. one.Routes.Select(route => route with { ContainerName = name, ContainerId = id })],
                Sockets = [.. one.Sockets.Select(socket => ownership.Complete(socket) with { ContainerName = name, ContainerId = id })],
            };
        })];
    }

    private sealed record Group(int ProcessId, IReadOnlyList<ContainerInterface> Interfaces, List<RunningContainer> Containers)
    {
        public long Inode { get; } = InodeOf(Interfaces);

        // There is a lo in every namespace.
        public static long InodeOf(IReadOnlyList<ContainerInterface> interfaces) => interfaces[0].NamespaceInode;
    }
}
