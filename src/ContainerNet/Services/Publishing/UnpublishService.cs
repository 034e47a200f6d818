using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Takes away ports that this module published.</summary>
internal sealed class UnpublishService(NamespaceService namespaces, FirewallWriter writer, DesiredState desired)
{
    private readonly PortRules _rules = new(writer, desired, new HairpinPorts(namespaces));
    private readonly OldConnections _connections = new(new HostNetwork());

    /// <summary>Takes away ports of a container, running or not, and ends what is open through them.</summary>
    /// <param name="container">The container.</param>
    /// <param name="processId">A process in the network namespace that has its addresses; 0 where none runs.</param>
    /// <param name="selections">Which ports.</param>
    /// <param name="keepFlows">Whether what is open goes on.</param>
    /// <param name="cancellationToken">Ends it; a change begun is ended whole.</param>
    /// <exception cref="ContainerNetException">PortNotPublished, DesiredStateFailed, and the errors of the firewall.</exception>
    public async Task UnpublishAsync(
        ContainerDetails container, int processId, IReadOnlyCollection<PortSelection> selections, bool keepFlows, CancellationToken cancellationToken)
    {
        using var held = await writer.LockAsync(cancellationToken).ConfigureAwait(false);
        var before = await writer.Tools.ReadAsync(FirewallWriter.IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false)
            ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, container.Id);
        var all = OwnPorts.Read(before.IPv4, before.IPv6);
        var own = all.Ports.Where(port => port.ContainerId == container.Id).ToArray();
        var known = own.Select(static port => port.Wanted).Concat(desired.Read().FirstOrDefault(one => one.Id == container.Id)?.Ports ?? []).DistinctBy(static port => port.Port).ToArray();
        RefuseUnknown(container, known, selections);

        bool IsMeant(PortMapping one) => selections.Any(selection => selection.Means(one.HostIP, one.HostPort, one.Protocol));
        var touched = known.Where(port => port.Mappings.Any(IsMeant)).ToArray();
        var labels = touched.Select(static port => port.Port).ToHashSet(StringComparer.Ordinal);
        var left = touched.SelectMany(port => PortForward.From(port.Mappings.Where(one => !IsMeant(one)))).ToArray();
        cancellationToken.ThrowIfCancellationRequested();

        await _rules.ChangeAsync(before, new PortChange(container.Id, Wish(before, own, all.AccessOf(container.Id), container.Id, labels, left), remembered => Remember(remembered, labels, left))
        {
            ProcessId = processId,
        }).ConfigureAwait(false);
        if (!keepFlows) _connections.DeleteFlows([.. own.Where(port => labels.Contains(port.Owner.Port)).SelectMany(port => port.Only(IsMeant))]);
    }

    // Of a range of which some ports stay, what stays gets rules anew.
    private static FirewallWish Wish(FirewallReading before, OwnPort[] own, PortAccess[] said, string id, HashSet<string> labels, PortForward[] left)
    {
        var hairpins = HairpinPorts.OursIn(before.Owned);
        var access = Array.FindAll(said, one => IsOf(one.Port));
        var wish = new ContainerWish(id)
        {
            Addresses = [.. own.Where(port => labels.Contains(port.Owner.Port)).Select(port => AddressOf(before, port)).OfType<ForwardAddress>().DistinctBy(static to => to.Address)],
            Ports = left,
            Access = [.. left.SelectMany(port => access.Where(one => one.Host.Overlaps(port.Host) && one.Protocol == port.Protocol).Select(one => one with { Host = port.Host }))],
            Hairpins = hairpins,
        };
        return ContainerWish.Rules([wish], (_, owner) => owner.ContainerId == id && IsOf(owner.Port));

        // Who may get to a port that is published at every address of one family alone is said of that family.
        bool IsOf(string label) => labels.Contains(label) || (PortLabel.Parse(label) is { HostIP: "0.0.0.0" or "::" } about && labels.Contains((about with { HostIP = "" }).Port));
    }

    private static ForwardAddress? AddressOf(FirewallReading reading, OwnPort port)
    {
        var rules = port.Address.AddressFamily == AddressFamily.InterNetwork ? reading.IPv4 : reading.IPv6!;
        var mine = OwnedChains.RulesOf(rules).Where(rule => OwnerComment.OwnerOf(rule) is { } owner && owner.ContainerId == port.ContainerId && owner.Port == port.Owner.Port).ToArray();
        return Array.Find(mine, static rule => rule.Chain == OwnedChains.Forward && rule.Find("-o") is not null)?.Find("-o")?.Value is { } bridge
            && Array.Find(mine, static rule => rule.Chain == OwnedChains.Post)?.Find("-s")?.Value is { } subnet
            ? new ForwardAddress(port.Address, bridge, subnet) : null;
    }

    private static DesiredContainer? Remember(DesiredContainer? before, HashSet<string> labels, PortForward[] left)
    {
        if (before is null) return null;
        var access = before.Access.SelectMany(one => left.Where(port => one.Host.Overlaps(port.Host) && one.Protocol == port.Protocol).Select(port => one with { Host = port.Host }));
        var gone = before.Access.Where(one => before.Ports.Any(port => labels.Contains(port.Port) && port.Host == one.Host && port.Protocol == one.Protocol)).Select(static one => one.Port);
        var rest = before.Without([.. labels, .. gone]);
        return rest with { Ports = [.. rest.Ports, .. left], Access = [.. rest.Access, .. access] };
    }

    private static void RefuseUnknown(ContainerDetails container, PortForward[] known, IReadOnlyCollection<PortSelection> selections)
    {
        foreach (var selection in selections.Where(static one => one.HostPort is not null))
        {
            if (known.Any(port => port.Mappings.Any(one => selection.Means(one.HostIP, one.HostPort, one.Protocol)))) continue;
            var byEngine = Array.Exists(container.Ports, port => selection.Means(port.HostIP, port.HostPort, port.Protocol));
            throw ContainerNetException.Create(
                ErrorId.PortNotPublished, selection.ToString(), container.Name, selection, Text.Get(byEngine ? "Reason_PublishedByEngine" : "Reason_NotPublished"));
        }
    }
}
