using ContainerNet.Iptables;
using ContainerNet.Linux;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>Keeps traffic that no published port asks for away from the containers this module made, and takes away what has outlived its container.</summary>
internal sealed class GuardService(FirewallWriter? writer = null)
{
    /// <summary>The API of moby 28.1, the first that tells the backend; with nftables it is moby 29 at least.</summary>
    private static readonly Version s_firstWithBackends = new(1, 49);

    private static readonly GuardReading s_nothing = new(RuleSet.Parse(""), null);

    /// <summary>What brings the rules to what is wanted.</summary>
    public FirewallWriter Writer { get; } = writer ?? new FirewallWriter();

    /// <summary>Whether this process may read and change the firewall at all.</summary>
    public static bool IsPermitted => Capabilities.MayUseFirewall();

    /// <summary>Refuses an engine whose rules stand where iptables does not reach.</summary>
    /// <exception cref="ContainerNetException">BackendNotSupported.</exception>
    public static async Task RequireBackendAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        if (engine.Connection.ServerApiVersion < s_firstWithBackends) return;
        var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (info.FirewallBackend.Contains("nftables", StringComparison.OrdinalIgnoreCase))
            throw ContainerNetException.Create(ErrorId.BackendNotSupported, info.FirewallBackend, info.FirewallBackend);
    }

    /// <summary>Puts the rules for one container in place, idempotently, and sweeps those that have outlived their container.</summary>
    /// <param name="target">The container and its addresses.</param>
    /// <param name="living">Asked, where another container has rules, for all containers there are. Asked after the rules were
    /// read, so that no rule of a container made in between is taken for stale.</param>
    /// <param name="cancellationToken">Ends it; a transaction begun is ended whole.</param>
    /// <returns>Whether packets get to the rules; false where an earlier rule of the administrator lets everything by.</returns>
    /// <exception cref="ContainerNetException">EngineWithoutFirewall, and what <see cref="FirewallWriter"/> throws.</exception>
    public async Task<bool> EnsureAsync(
        GuardTarget target, Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        using var held = await Writer.LockAsync(cancellationToken).ConfigureAwait(false);
        var change = await Writer.ApplyAsync(
            FirewallWriter.IsEngines,
            target.HasIPv6,
            async reading => GuardRules.Wish(target, await StaleAsync(reading, target, living, cancellationToken).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false) ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, target.ContainerId);
        return new GuardReading(change.After.IPv4, change.After.IPv6).Stands(target);
    }

    /// <summary>Takes away the rules that have outlived their container; one reading and no write where there are none.</summary>
    /// <returns>What was changed; null where nothing was to be.</returns>
    public async Task<FirewallChange?> SweepAsync(Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        var reading = await Writer.Tools.ReadAsync(FirewallWriter.IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false);
        if (reading is null || reading.Owners.Count == 0) return null;
        var seen = await living(cancellationToken).ConfigureAwait(false);
        if (!reading.Owned.Any(pair => seen.IsStale(pair.Rule, pair.Owner))) return null;

        using var held = await Writer.LockAsync(cancellationToken).ConfigureAwait(false);
        return await Writer.ApplyAsync(
            FirewallWriter.IsOurs,
            withIPv6: true,
            async _ => new FirewallWish([], [], (await living(cancellationToken).ConfigureAwait(false)).IsStale),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One reading of the guard, to ask about any number of containers. Changes nothing.</summary>
    public async Task<GuardReading> ReadAsync(bool withIPv6, CancellationToken cancellationToken)
    {
        var reading = await Writer.Tools.ReadAsync(FirewallWriter.IsOurs, withIPv6, cancellationToken).ConfigureAwait(false);
        return reading is null ? s_nothing : new GuardReading(reading.IPv4, reading.IPv6);
    }

    // The engine is asked only where there is something to sweep: not on the way of the first container.
    private static async Task<Func<Rule, RuleOwner, bool>> StaleAsync(
        FirewallReading reading, GuardTarget target, Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken) =>
        reading.Owners.All(id => id == target.ContainerId)
            ? static (_, _) => false
            : (await living(cancellationToken).ConfigureAwait(false)).IsStale;
}
