using ContainerNet.Linux.Proc;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Snapshot;

/// <summary>
/// Takes snapshots: the engine, the kernel and the firewall are asked at the same time. What cannot be read is a warning in the snapshot;
/// only an engine that does not answer is an error.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="view">Whether its containers can be read in this machine's kernel; where not, the snapshot holds what the engine knows.</param>
internal sealed class SnapshotCollector(IContainerEngine engine, KernelView view)
{
    /// <exception cref="ContainerNetException">What the engine throws.</exception>
    public async Task<NetworkSnapshot> CollectAsync(CancellationToken cancellationToken)
    {
        var takenAt = DateTime.UtcNow;
        var firewall = view.AtHand ? FirewallPart.ReadAsync(cancellationToken) : Task.FromResult(FirewallPart.None);
        var description = EngineDescription.ReadAsync(engine, view, cancellationToken);
        var networks = engine.Networks.ListAsync(cancellationToken);
        var containers = ContainersAsync(cancellationToken);
        await Task.WhenAll(firewall, description, networks, containers).ConfigureAwait(false);

        var (rules, (read, kernel, more)) = (await firewall.ConfigureAwait(false), await containers.ConfigureAwait(false));
        var (resolvers, flows) = await more.ConfigureAwait(false);
        return new NetworkSnapshot
        {
            TakenAt = takenAt,
            HostName = view.AtHand ? Environment.MachineName : "",
            Kernel = view.AtHand ? KernelSettings.Read("kernel/osrelease") ?? "" : "",
            Engine = await description.ConfigureAwait(false),
            Containers = [.. read],
            Networks = [.. (await networks.ConfigureAwait(false)).Select(ToSnapshot).OrderBy(static one => one.Name, StringComparer.Ordinal).ThenBy(static one => one.Id, StringComparer.Ordinal)],
            Namespaces = kernel.Namespaces,
            RuleSets = rules.RuleSets,
            NftTables = rules.NftTables,
            HasFirewall = rules.IsRead,
            Resolvers = resolvers,
            Publications = view.AtHand ? PublicationPart.Read(new DesiredState(), engine.Connection.Endpoint.Uri.OriginalString) : [],
            Flows = flows.Flows,
            HasFlows = flows.IsRead,
            Warnings = view.AtHand ? [.. kernel.Warnings, .. rules.Warnings, .. flows.Warnings] : [Text.Format("Warning_SnapshotEngineOnly", view.Reason)],
        };
    }

    // The host is read while the engine is asked about each container.
    private async Task<(IReadOnlyList<Container> Containers, NamespacePart Namespaces, Task<(SnapshotResolver[], FlowPart)> More)> ContainersAsync(CancellationToken cancellationToken)
    {
        var all = await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false);
        var names = all.ToDictionary(static one => one.Id, static one => one.Name, StringComparer.Ordinal);
        var host = view.AtHand ? Task.Run(() => HostPart.Read(view, names, cancellationToken), cancellationToken) : null;
        var containers = await new ContainerServices(engine).Query.ReadAsync(all, new ContainerFilter(), cancellationToken).ConfigureAwait(false);
        var more = view.AtHand
            ? Task.Run(() => (ResolverPart.Read(containers, cancellationToken), FlowPart.Read(containers)), cancellationToken)
            : Task.FromResult<(SnapshotResolver[], FlowPart)>(([], FlowPart.None));
        return (containers, host is null ? NamespacePart.None : await NamespacePart.ReadAsync(engine, view, host, containers, cancellationToken).ConfigureAwait(false), more);
    }

    private static SnapshotNetwork ToSnapshot(NetworkDetails network) => new()
    {
        Id = network.Id,
        Name = network.Name,
        Driver = network.Driver,
        Bridge = network.BridgeName,
        Internal = network.Internal,
        EnableIPv6 = network.EnableIPv6,
        Subnets = network.Subnets,
        Gateways = network.Gateways,
        Options = new Dictionary<string, string>(network.Options),
    };
}
