using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>Keeps the guard of each container this module made as it was promised: after creation, after every start, and when it is gone.</summary>
internal sealed class GuardKeeper(IContainerEngine engine, GuardService guards)
{
    // The list of living containers and the write that relies on it belong together: between them another thread could add a container.
    private static readonly SemaphoreSlim s_oneAtATime = new(1, 1);

    /// <summary>Puts the guard of a running container in place where it is due, and tells how it is guarded now.</summary>
    /// <exception cref="ContainerNetException">What <see cref="GuardService.EnsureAsync"/> throws: the promise is not kept then.</exception>
    public async Task<GuardState> KeepAsync(ContainerDetails details, CancellationToken cancellationToken)
    {
        if (!GuardPlan.MayConcern(details)) return GuardState.NotApplicable;
        var plan = GuardPlan.For(details, await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false));
        if (plan.Target is null) return plan.State;
        if (!engine.Connection.Endpoint.IsUnix) return GuardState.Unknown;

        await WithLivingAsync(living => guards.EnsureAsync(plan.Target, living, cancellationToken), cancellationToken).ConfigureAwait(false);
        return GuardState.Guarded;
    }

    /// <summary>Takes away the guards of containers that are gone.</summary>
    /// <exception cref="ContainerNetException">What <see cref="GuardService.SweepAsync"/> throws.</exception>
    public Task SweepAsync(CancellationToken cancellationToken) =>
        engine.Connection.Endpoint.IsUnix
            ? WithLivingAsync(living => guards.SweepAsync(living, cancellationToken), cancellationToken)
            : Task.CompletedTask;

    /// <summary>Tells how a container is guarded, from one reading of the firewall; Unknown where it cannot be read from here.</summary>
    public async Task<GuardState> ReadAsync(ContainerDetails details, IReadOnlyList<NetworkDetails> networks, CancellationToken cancellationToken)
    {
        var plan = GuardPlan.For(details, networks);
        if (plan.Target is null) return plan.State;
        if (!engine.Connection.Endpoint.IsUnix) return GuardState.Unknown;
        try
        {
            return await guards.StandsAsync(plan.Target, cancellationToken).ConfigureAwait(false) ? GuardState.Guarded : GuardState.Missing;
        }
        catch (ContainerNetException)
        {
            // Reading a container must not fail because its firewall cannot be read: the state says so.
            return GuardState.Unknown;
        }
    }

    private async Task WithLivingAsync(Func<IReadOnlyCollection<string>, Task> write, CancellationToken cancellationToken)
    {
        await s_oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var all = await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false);
            await write(all.Select(static one => one.Id).ToHashSet(StringComparer.Ordinal)).ConfigureAwait(false);
        }
        finally
        {
            s_oneAtATime.Release();
        }
    }
}
