using ContainerNet.Iptables;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Says who may get to published ports, whoever published them.</summary>
internal sealed class PortAccessService(IContainerEngine engine, NamespaceService namespaces, KernelView view, FirewallWriter writer, DesiredState desired)
{
    private readonly PortRules _rules = new(writer, desired, new HairpinPorts(namespaces));

    /// <summary>Says it for ports of a container that are published, or will be when it starts.</summary>
    /// <param name="container">The container.</param>
    /// <param name="selections">Which ports.</param>
    /// <param name="allowFrom">The networks that may, in their usual spelling; none where everybody may.</param>
    /// <param name="cancellationToken">Ends it; a change begun is ended whole.</param>
    /// <exception cref="ContainerNetException">PortNotPublished, PublishShadowed, DesiredStateFailed, and the errors of the firewall.</exception>
    public async Task SetAsync(ContainerDetails container, IReadOnlyCollection<PortSelection> selections, string[] allowFrom, CancellationToken cancellationToken)
    {
        await PublishChecks.RequireEngineAsync(engine, view, cancellationToken).ConfigureAwait(false);
        using var held = await writer.LockAsync(cancellationToken).ConfigureAwait(false);
        var before = await ReadAsync(container.Id, cancellationToken).ConfigureAwait(false);
        var own = OwnPorts.Read(before.IPv4, before.IPv6).Ports.Where(port => port.ContainerId == container.Id).SelectMany(static port => port.Forward.Mappings);
        var published = EnginePorts(container).Concat(own).ToArray();
        RefuseUnknown(container, published, selections);
        var meant = published.Where(port => selections.Any(selection => selection.Means(port.HostIP, port.HostPort, port.Protocol)));
        await ChangeAsync(container.Id, container.Name, before, ToAccess(meant, allowFrom), container.Labels.ContainsKey(LabelNames.AllowFrom)).ConfigureAwait(false);
    }

    /// <summary>Says it for the ports of a container that is not started yet.</summary>
    /// <exception cref="ContainerNetException">PublishShadowed, DesiredStateFailed, and the errors of the firewall.</exception>
    public async Task SetBeforeStartAsync(string containerId, string name, IReadOnlyCollection<PortMapping> ports, string[] allowFrom, CancellationToken cancellationToken)
    {
        await PublishChecks.RequireEngineAsync(engine, view, cancellationToken).ConfigureAwait(false);
        using var held = await writer.LockAsync(cancellationToken).ConfigureAwait(false);
        await ChangeAsync(containerId, name, await ReadAsync(containerId, cancellationToken).ConfigureAwait(false), ToAccess(ports, allowFrom), isLabelled: true).ConfigureAwait(false);
    }

    /// <summary>Who may get to these ports: in rows as long as they go, and for both families at once where both are published on every address.</summary>
    internal static PortAccess[] ToAccess(IEnumerable<PortMapping> ports, string[] allowFrom) =>
    [
        .. PortForward.From(ports
                .GroupBy(static port => (Every: port.HostIP is "" or "0.0.0.0" or "::", port.HostPort, port.Protocol))
                .SelectMany(static group => group.Key.Every ? [group.First() with { HostIP = Every(group) }] : group.DistinctBy(static port => port.HostIP).ToArray())
                .OrderBy(static port => port.HostIP, StringComparer.Ordinal).ThenBy(static port => port.Protocol, StringComparer.Ordinal).ThenBy(static port => port.HostPort)
                .Select(static port => port with { ContainerPort = port.HostPort }))
            .Select(row => new PortAccess(row.HostIP, row.Host, row.Protocol, allowFrom)),
    ];

    private static string Every(IEnumerable<PortMapping> ports)
    {
        string[] addresses = [.. ports.Select(static port => port.HostIP).Distinct()];
        return addresses is [var only] ? only : "";
    }

    /// <summary>The ports of the host that the engine publishes of a container, or will when it starts.</summary>
    internal static IEnumerable<PortMapping> EnginePorts(ContainerDetails container) => container.Ports.Length > 0
        ? container.Ports.Where(static port => port.HostPort > 0).Select(static port => new PortMapping
        {
            HostIP = port.HostIP, HostPort = port.HostPort, HostPortEnd = port.HostPort, ContainerPort = port.ContainerPort, Protocol = port.Protocol,
        })
        : container.PortBindings.Where(static port => port.HostPort > 0 && port.HostPortEnd <= port.HostPort);

    private static void RefuseUnknown(ContainerDetails container, PortMapping[] published, IReadOnlyCollection<PortSelection> selections)
    {
        if (selections.FirstOrDefault(selection => !Array.Exists(published, port => selection.Means(port.HostIP, port.HostPort, port.Protocol))) is not { } unknown) return;
        throw ContainerNetException.Create(ErrorId.PortNotPublished, unknown.ToString(), container.Name, unknown, Text.Get("Reason_NotPublished"));
    }

    private async Task<FirewallReading> ReadAsync(string target, CancellationToken cancellationToken) =>
        await writer.Tools.ReadAsync(FirewallWriter.IsEngines, withIPv6: true, cancellationToken).ConfigureAwait(false)
        ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, target);

    private async Task ChangeAsync(string id, string name, FirewallReading before, PortAccess[] changes, bool isLabelled)
    {
        var uri = engine.Connection.Endpoint.Uri.OriginalString;
        var access = With(OwnPorts.Read(before.IPv4, before.IPv6).AccessOf(id), changes);
        var rules = ContainerWish.Rules([new ContainerWish(id) { Access = access }], (_, owner) => owner.ContainerId == id && RulePurpose.IsAccess(owner.Purpose));
        await _rules.ChangeAsync(before, new PortChange(id, rules, Remember)
        {
            Verify = after => RefuseShadows(after, name, access),
        }).ConfigureAwait(false);

        // Of a stopped container's own ports the rules say nothing, and the memory alone does.
        DesiredContainer Remember(DesiredContainer? remembered)
        {
            var start = remembered ?? new DesiredContainer(id, uri, null, [], []);
            return start with { Access = With([.. start.Access.Where(one => start.Publishes(one.Port))], [.. changes, .. access]), IsLabelled = isLabelled };
        }

        PortAccess[] With(PortAccess[] said, PortAccess[] more) => more.Aggregate(new DesiredContainer(id, uri, null, [], said), static (one, change) => one.With(change)).Access;
    }

    private static void RefuseShadows(FirewallReading after, string name, PortAccess[] access)
    {
        if (access.Length == 0) return;
        foreach (var rules in new[] { after.IPv4, after.IPv6 }.OfType<RuleSet>().Where(static rules => rules.Table("mangle").HasChain(OwnedChains.Access)))
        {
            if (JumpPlanner.FirstBefore(rules.Table("mangle"), OwnedChains.Access, "PREROUTING") is { } rule)
                throw ContainerNetException.Create(ErrorId.PublishShadowed, name, name, $"mangle: {rule.Text}");
        }
    }
}
