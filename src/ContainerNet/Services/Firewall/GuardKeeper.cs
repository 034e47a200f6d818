using ContainerNet.Services.Engine;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>Keeps the guard of each container this module made as it was promised: after creation, after every start, and when it is gone.</summary>
internal sealed class GuardKeeper(IContainerEngine engine, GuardService guards, DirectRouting routing, DesiredState desired)
{
    public GuardKeeper(IContainerEngine engine, GuardService guards)
        : this(engine, guards, DirectRouting.Here, new DesiredState())
    {
    }

    // Another engine on the same host, such as podman, does not know Docker's containers: by its list every one of them would be gone.
    private bool IsAtHand => engine.Connection is { Product: "Docker", Endpoint.IsUnix: true };

    /// <summary>Puts the guard of a running container in place where it is due, and tells how it is guarded now.</summary>
    /// <exception cref="ContainerNetException">BackendNotSupported, and what <see cref="GuardService"/> throws: the promise is not kept then.</exception>
    public async Task<GuardState> KeepAsync(ContainerDetails details, CancellationToken cancellationToken)
    {
        if (!GuardPlan.MayConcern(details)) return GuardState.NotApplicable;
        var plan = PlanFor(details, await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false));
        if (plan.Target is null) return plan.State;
        if (!IsAtHand) return GuardState.Unknown;
        await GuardService.RequireBackendAsync(engine, cancellationToken).ConfigureAwait(false);

        return await guards.EnsureAsync(plan.Target, LivingAsync, cancellationToken).ConfigureAwait(false) ? GuardState.Guarded : GuardState.Shadowed;
    }

    /// <summary>Takes away the rules of containers that are gone or have ended: the engine may give their addresses to others. Left to the next
    /// that may where this process has not the rights.</summary>
    /// <exception cref="ContainerNetException">What <see cref="GuardService"/> throws, and DesiredStateFailed.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (!IsAtHand || !GuardService.IsPermitted) return;
        var change = await guards.SweepAsync(LivingAsync, cancellationToken).ConfigureAwait(false);
        await new SweepAftermath(engine, guards.Writer, desired).SettleAsync(change, LivingAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells how containers are guarded, by id, and which ports this module published, from one reading of the firewall.</summary>
    /// <returns>The guards, Unknown where the firewall cannot be read from here, and the ports, none then.</returns>
    public async Task<(IReadOnlyDictionary<string, GuardState> Guards, OwnPorts Ports)> ReadAsync(
        IEnumerable<ContainerDetails> containers, IReadOnlyList<NetworkDetails> networks, CancellationToken cancellationToken)
    {
        var plans = containers.ToDictionary(static one => one.Id, one => PlanFor(one, networks), StringComparer.Ordinal);
        var due = plans.Values.Select(static plan => plan.Target).OfType<GuardTarget>().ToArray();
        var reading = due.Length == 0 && !desired.Exists ? null
            : await TryReadAsync(desired.Exists || due.Any(static target => target.HasIPv6), cancellationToken).ConfigureAwait(false);
        return (plans.ToDictionary(static pair => pair.Key, pair => StateOf(pair.Value, reading), StringComparer.Ordinal), reading?.Ports ?? OwnPorts.None);
    }

    /// <summary>The ports this module published, and who may get to which; none where the firewall cannot be read from here.</summary>
    public async Task<OwnPorts> ReadPortsAsync(CancellationToken cancellationToken) =>
        desired.Exists ? (await TryReadAsync(withIPv6: true, cancellationToken).ConfigureAwait(false))?.Ports ?? OwnPorts.None : OwnPorts.None;

    /// <summary>Which guard a container is due.</summary>
    public GuardPlan PlanFor(ContainerDetails details, IReadOnlyList<NetworkDetails> networks)
    {
        var plan = GuardPlan.For(details, networks);
        return plan.Target is not null && routing.IsAllowed(engine.Connection) ? new GuardPlan(GuardState.OpenByNetworkOption, null) : plan;
    }

    private static GuardState StateOf(GuardPlan plan, GuardReading? reading) =>
        plan.Target is null ? plan.State
        : reading is null ? GuardState.Unknown
        : reading.Stands(plan.Target) ? GuardState.Guarded
        : GuardState.Missing;

    private async Task<GuardReading?> TryReadAsync(bool withIPv6, CancellationToken cancellationToken)
    {
        if (!IsAtHand || !GuardService.IsPermitted) return null;
        try
        {
            return await guards.ReadAsync(withIPv6, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException)
        {
            // Reading a container must not fail because its firewall cannot be read: the state says so.
            return null;
        }
    }

    private Task<LivingContainers> LivingAsync(CancellationToken cancellationToken) => LivingContainers.AskAsync(engine, desired, cancellationToken);
}
