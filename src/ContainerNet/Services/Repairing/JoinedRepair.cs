using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Repairing;

/// <summary>Finds joined containers that were left behind when their donor was restarted, in a network namespace that only holds <c>lo</c>, and restarts them.</summary>
internal sealed class JoinedRepair(IContainerEngine engine, ContainerLifecycle lifecycle)
{
    private readonly ContainerReader _reader = new(engine, new NamespaceService());
    private readonly RunningContainers _running = new(engine);

    /// <summary>Those that are left behind now.</summary>
    /// <exception cref="ContainerNetException">The errors of the engine.</exception>
    public async Task<IReadOnlyList<Container>> FindAsync(CancellationToken cancellationToken)
    {
        var joined = (await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false))
            .Where(static one => LivingContainers.IsRunning(one) && NetworkModes.DonorOf(one.NetworkMode) is not null)
            .Select(static one => ContainerTarget.Of(one, "*")).ToArray();
        if (joined.Length == 0) return [];
        var found = await _running.InspectAsync(joined, static target => target.Name, cancellationToken).ConfigureAwait(false);
        var containers = await _reader.ReadAsync([.. found.Select(static one => one.Value).OfType<ContainerDetails>()], cancellationToken).ConfigureAwait(false);
        return [.. containers.Where(static one => one.DonorState == nameof(DonorState.Restarted))];
    }

    /// <summary>Restarts one of them: it joins the namespace its donor has now.</summary>
    /// <exception cref="ContainerNetException">What the engine and the firewall refuse.</exception>
    public async Task<Repair> RestartAsync(Container container, CancellationToken cancellationToken)
    {
        await lifecycle.RestartAsync(new ContainerTarget { Id = container.Id, Name = container.Name }, null, cancellationToken).ConfigureAwait(false);
        return new Repair
        {
            Action = nameof(RepairAction.Restarted), ContainerId = container.Id, ContainerName = container.Name, Subject = "donor", Before = container.Donor ?? "", After = container.Donor ?? "",
        };
    }
}
