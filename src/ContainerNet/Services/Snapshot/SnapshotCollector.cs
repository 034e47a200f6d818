using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

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
        var settings = view.AtHand ? Task.Run(ReadSettings, cancellationToken) : Task.FromResult(default((Dictionary<string, string>?, string?)));
        var description = EngineDescription.ReadAsync(engine, view, cancellationToken);
        var networks = engine.Networks.ListAsync(cancellationToken);
        var containers = ContainersAsync(cancellationToken);
        var namespaces = view.AtHand ? NamespacesAsync(containers, cancellationToken) : Task.FromResult(NamespacePart.None);
        await Task.WhenAll(firewall, settings, description, networks, containers, namespaces).ConfigureAwait(false);

        var (rules, (values, settingsWarning), kernel) =
            (await firewall.ConfigureAwait(false), await settings.ConfigureAwait(false), await namespaces.ConfigureAwait(false));
        if (kernel.Namespaces is [var host, ..]) kernel.Namespaces[0] = host with { Settings = values ?? [] };
        return new NetworkSnapshot
        {
            TakenAt = takenAt,
            HostName = view.AtHand ? Environment.MachineName : "",
            Kernel = view.AtHand ? KernelSettings.Read("kernel/osrelease") ?? "" : "",
            Engine = await description.ConfigureAwait(false),
            Containers = [.. await containers.ConfigureAwait(false)],
            Networks = [.. (await networks.ConfigureAwait(false)).Select(ToSnapshot).OrderBy(static one => one.Name, StringComparer.Ordinal).ThenBy(static one => one.Id, StringComparer.Ordinal)],
            Namespaces = kernel.Namespaces,
            RuleSets = rules.RuleSets,
            NftTables = rules.NftTables,
            Warnings = [.. Warnings(rules, kernel, settingsWarning)],
        };
    }

    private IEnumerable<string> Warnings(FirewallPart rules, NamespacePart kernel, string? settings)
    {
        if (!view.AtHand) yield return Text.Format("Warning_SnapshotEngineOnly", view.Reason);
        foreach (var warning in kernel.Warnings) yield return warning;
        if (settings is not null) yield return settings;
        foreach (var warning in rules.Warnings) yield return warning;
    }

    private async Task<IReadOnlyList<Container>> ContainersAsync(CancellationToken cancellationToken)
    {
        var all = await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false);
        return await new ContainerServices(engine).Query.ReadAsync(all, new ContainerFilter(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<NamespacePart> NamespacesAsync(Task<IReadOnlyList<Container>> containers, CancellationToken cancellationToken) =>
        await NamespacePart.ReadAsync(engine, view, await containers.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static (Dictionary<string, string>? Values, string? Warning) ReadSettings()
    {
        try
        {
            return (HostSettings.Read(), null);
        }
        catch (KernelException exception)
        {
            return (null, exception.Message);
        }
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
