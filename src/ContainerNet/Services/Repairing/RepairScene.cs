using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>All that a repair looks at.</summary>
/// <param name="Reading">The rules there are.</param>
/// <param name="Remembered">What is remembered of containers; null where the file cannot be trusted.</param>
/// <param name="All">The engine's containers, stopped ones included.</param>
/// <param name="Networks">The engine's networks.</param>
internal sealed record RepairScene(
    FirewallReading Reading, IReadOnlyList<DesiredContainer>? Remembered, IReadOnlyList<ContainerSummary> All, IReadOnlyList<NetworkDetails> Networks)
{
    private readonly Lazy<OwnPorts> _ports = new(() => OwnPorts.Read(Reading.IPv4, Reading.IPv6));

    /// <summary>What this module has published, as the rules say.</summary>
    public OwnPorts Ports => _ports.Value;

    /// <summary>Whether the engine has a container, running or not.</summary>
    public bool Exists(string id) => All.Any(one => one.Id == id);

    /// <summary>Looks.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed, EngineWithoutFirewall, and the errors of the engine and of reading the firewall.</exception>
    public static async Task<RepairScene> ReadAsync(IContainerEngine engine, FirewallWriter writer, DesiredState desired, CancellationToken cancellationToken)
    {
        // The rules and the file first: a container that is made in between is in the list that is asked for afterwards.
        var reading = await ReadRulesAsync(writer.Tools, cancellationToken).ConfigureAwait(false);
        var remembered = desired.Peek();
        var networks = engine.Networks.ListAsync(cancellationToken);
        var all = engine.Containers.ListAsync(true, cancellationToken);
        await Task.WhenAll(networks, all).ConfigureAwait(false);
        return new RepairScene(reading, remembered, await all.ConfigureAwait(false), await networks.ConfigureAwait(false));
    }

    // After a restore without --noflush no variant holds a chain of the engine, nor of ours: what is wanted goes where the machine's own tools write.
    private static async Task<FirewallReading> ReadRulesAsync(FirewallTools tools, CancellationToken cancellationToken) =>
        await tools.ReadAsync(FirewallWriter.IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false)
        ?? await tools.ReadAsync(static _ => true, withIPv6: true, cancellationToken).ConfigureAwait(false)
        ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, "iptables");
}
