using System.Net.Sockets;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>
/// Finds out what was asked of this module for a container: from the file; where that is lost, from the rules that still stand, and from the label
/// that says who may get to the ports it was made with.
/// </summary>
internal sealed class ContainerMemory(IContainerEngine engine)
{
    // Where the rules that said who may get to a port are lost in part, and nothing else says it: the host alone.
    private const string Nobody = "127.0.0.1/32";

    /// <summary>What is known of a container; null where there is nothing.</summary>
    /// <exception cref="ContainerNetException">The errors of the engine.</exception>
    public async Task<DesiredContainer?> FindAsync(RepairScene scene, ContainerSummary container, CancellationToken cancellationToken)
    {
        if (scene.Remembered?.FirstOrDefault(one => one.Id == container.Id) is { } remembered) return remembered;
        var standing = Standing(scene.Ports, container);
        if (!container.Labels.TryGetValue(LabelNames.AllowFrom, out var label)) return standing.IsEmpty ? null : Closed(standing);
        if (standing.Access.Length > 0 && IsWhole(scene.Reading, standing)) return standing;
        return standing with { Access = await LabelledAsync(container, label, cancellationToken).ConfigureAwait(false), IsLabelled = true };
    }

    private DesiredContainer Standing(OwnPorts ports, ContainerSummary container) => new(
        container.Id,
        engine.Connection.Endpoint.Uri.OriginalString,
        NetworkModes.DonorOf(container.NetworkMode),
        [.. ports.Ports.Where(port => port.ContainerId == container.Id).Select(static port => port.Wanted).DistinctBy(static port => port.Port)],
        ports.AccessOf(container.Id))
    {
        IsLabelled = container.Labels.ContainsKey(LabelNames.AllowFrom),
    };

    private static bool IsWhole(FirewallReading reading, DesiredContainer standing) => standing.Access.All(access =>
        access.AllowFrom.Length > 0
        && Stands(reading.IPv4, standing.Id, access, AddressFamily.InterNetwork)
        && (reading.IPv6 is null || Stands(reading.IPv6, standing.Id, access, AddressFamily.InterNetworkV6)));

    private static bool Stands(Iptables.RuleSet rules, string id, PortAccess access, AddressFamily family) =>
        PublishRules.For(id, access, family).All(wanted => rules.Table("mangle").RulesOf(OwnedChains.Access).Any(wanted.SameAs));

    private static DesiredContainer Closed(DesiredContainer standing) =>
        standing with { Access = Array.ConvertAll(standing.Access, static access => access.AllowFrom.Length > 0 ? access : access with { AllowFrom = [Nobody] }) };

    // Only of ports that the engine itself publishes: an image can carry any label.
    private async Task<PortAccess[]> LabelledAsync(ContainerSummary container, string label, CancellationToken cancellationToken)
    {
        try
        {
            string[] networks = [.. label.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Cidr.Parse)];
            var details = await engine.Containers.InspectAsync(container.Id, cancellationToken).ConfigureAwait(false);
            return networks.Length == 0 ? [] : PortAccessService.ToAccess(PortAccessService.EnginePorts(details), networks);
        }
        catch (ContainerNetException exception) when (exception.Id is ErrorId.AddressInvalid or ErrorId.ContainerNotFound)
        {
            // Not a label of this module, or the container is gone.
            return [];
        }
    }
}
