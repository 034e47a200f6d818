using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>Keeps traffic that no published port asks for away from the containers this module made.</summary>
internal sealed class GuardService(string lockPath = "/run/containernet.lock")
{
    private const int Attempts = 3;

    private static readonly TimeSpan s_lockLimit = TimeSpan.FromSeconds(30);

    // Longer than the 5 s that iptables-restore may wait for the lock of another iptables.
    private readonly FirewallTools _tools = new(TimeSpan.FromSeconds(15));

    /// <summary>Whether this process may read and change the firewall at all.</summary>
    public static bool IsPermitted => Capabilities.MayUseFirewall();

    /// <summary>Refuses an engine whose rules stand where iptables does not reach.</summary>
    /// <exception cref="ContainerNetException">BackendNotSupported.</exception>
    public static void RequireBackend(EngineInfo info)
    {
        if (info.FirewallBackend.Contains("nftables", StringComparison.OrdinalIgnoreCase))
            throw ContainerNetException.Create(ErrorId.BackendNotSupported, info.FirewallBackend, info.FirewallBackend);
    }

    /// <summary>Puts the rules for one container in place, idempotently, and sweeps those whose container is gone.</summary>
    /// <param name="target">The container and its addresses.</param>
    /// <param name="livingIds">Asked, where another container has rules, for the ids of all containers there are. Asked after the rules were
    /// read, so that no rule of a container made in between is taken for stale.</param>
    /// <param name="cancellationToken">Ends it; a transaction begun is ended whole.</param>
    /// <returns>Whether packets get to the rules; false where an earlier rule of the administrator lets everything by.</returns>
    /// <exception cref="ContainerNetException">EngineWithoutFirewall, KernelViewDenied, FirewallReadFailed, FirewallWriteFailed,
    /// FirewallLocked, ToolNotFound, ToolTimedOut.</exception>
    public async Task<bool> EnsureAsync(
        GuardTarget target, Func<CancellationToken, Task<IReadOnlyCollection<string>>> livingIds, CancellationToken cancellationToken)
    {
        var reading = await ApplyAsync(target, IsEngines, target.HasIPv6, livingIds, cancellationToken).ConfigureAwait(false)
            ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, target.ContainerId);
        return new GuardReading(reading.IPv4, reading.IPv6).Stands(target);
    }

    /// <inheritdoc cref="EnsureAsync(GuardTarget, Func{CancellationToken, Task{IReadOnlyCollection{string}}}, CancellationToken)"/>
    /// <remarks>The ids are older than the reading: a container made since then by another session loses its rules.</remarks>
    public Task<bool> EnsureAsync(GuardTarget target, IReadOnlyCollection<string> livingIds, CancellationToken cancellationToken) =>
        EnsureAsync(target, _ => Task.FromResult(livingIds), cancellationToken);

    /// <summary>Takes away the rules of containers that are gone; one reading and no write where there are none.</summary>
    public async Task SweepAsync(
        Func<CancellationToken, Task<IReadOnlyCollection<string>>> livingIds, CancellationToken cancellationToken)
    {
        var reading = await _tools.ReadAsync(IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false);
        if (reading is null || Owners(reading).Count == 0) return;
        var living = await livingIds(cancellationToken).ConfigureAwait(false);
        if (Owners(reading).IsSubsetOf(living)) return;
        await ApplyAsync(null, IsOurs, withIPv6: true, livingIds, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="SweepAsync(Func{CancellationToken, Task{IReadOnlyCollection{string}}}, CancellationToken)"/>
    public Task SweepAsync(IReadOnlyCollection<string> livingIds, CancellationToken cancellationToken) =>
        SweepAsync(_ => Task.FromResult(livingIds), cancellationToken);

    /// <summary>Takes away every rule of one container, and nothing else.</summary>
    public Task RemoveAsync(string containerId, CancellationToken cancellationToken) =>
        ApplyAsync(new GuardTarget(containerId, [], false), IsOurs, withIPv6: true, null, cancellationToken);

    /// <summary>One reading of the guard, to ask about any number of containers. Changes nothing.</summary>
    public async Task<GuardReading> ReadAsync(bool withIPv6, CancellationToken cancellationToken)
    {
        var reading = await _tools.ReadAsync(IsOurs, withIPv6, cancellationToken).ConfigureAwait(false);
        return reading is null ? new GuardReading(RuleSet.Parse(""), null) : new GuardReading(reading.IPv4, reading.IPv6);
    }

    /// <summary>Whether a guard rule that packets get to stands for every address of the container.</summary>
    public async Task<bool> StandsAsync(GuardTarget target, CancellationToken cancellationToken) =>
        (await ReadAsync(target.HasIPv6, cancellationToken).ConfigureAwait(false)).Stands(target);

    // Read, plan, write; the next round's reading proves the write, and puts right what another program did in between.
    private async Task<FirewallReading?> ApplyAsync(
        GuardTarget? target, Func<RuleSet, bool> isUsed, bool withIPv6,
        Func<CancellationToken, Task<IReadOnlyCollection<string>>>? livingIds, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        Func<string, bool>? isGone = livingIds is null ? _ => false : null;
        for (var attempt = 1; ; attempt++)
        {
            var reading = await _tools.ReadAsync(isUsed, withIPv6, cancellationToken).ConfigureAwait(false);
            if (reading is null) return null;
            isGone ??= await GoneAsync(reading, target, livingIds!, cancellationToken).ConfigureAwait(false);
            var ipv4 = GuardPlanner.Plan(reading.IPv4, AddressFamily.InterNetwork, target, isGone);
            var ipv6 = reading.IPv6 is { } rules ? GuardPlanner.Plan(rules, AddressFamily.InterNetworkV6, target, isGone) : new RestoreScript();
            if (ipv4.IsEmpty && ipv6.IsEmpty) return reading;
            if (attempt > Attempts) throw ContainerNetException.Create(ErrorId.FirewallWriteFailed, target?.ContainerId, $"{ipv4}{ipv6}");
            await WriteAsync(reading.Variant, ipv4, ipv6, isLast: attempt == Attempts).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(string variant, RestoreScript ipv4, RestoreScript ipv6, bool isLast)
    {
        try
        {
            await _tools.WriteAsync(variant, AddressFamily.InterNetwork, ipv4).ConfigureAwait(false);
            await _tools.WriteAsync(variant, AddressFamily.InterNetworkV6, ipv6).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (!isLast && exception.Id == ErrorId.FirewallWriteFailed)
        {
            // Another program may have changed a chain since the reading: the next round reads, plans and writes anew.
        }
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.AcquireAsync(lockPath, s_lockLimit, cancellationToken).ConfigureAwait(false)
                ?? throw ContainerNetException.Create(ErrorId.FirewallLocked, lockPath, lockPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw ContainerNetException.Create(ErrorId.KernelViewDenied, exception, lockPath, exception.Message);
        }
        catch (IOException exception)
        {
            throw ContainerNetException.Create(ErrorId.FirewallWriteFailed, exception, lockPath, exception.Message);
        }
    }

    // The engine is asked only where there is something to sweep: not on the way of the first container.
    private static async Task<Func<string, bool>> GoneAsync(
        FirewallReading reading, GuardTarget? target,
        Func<CancellationToken, Task<IReadOnlyCollection<string>>> livingIds, CancellationToken cancellationToken)
    {
        var others = Owners(reading);
        if (target is not null) others.Remove(target.ContainerId);
        if (others.Count == 0) return _ => false;
        others.ExceptWith(await livingIds(cancellationToken).ConfigureAwait(false));
        return others.Contains;
    }

    private static HashSet<string> Owners(FirewallReading reading)
    {
        var owners = GuardPlanner.Owners(reading.IPv4);
        if (reading.IPv6 is { } rules) owners.UnionWith(GuardPlanner.Owners(rules));
        return owners;
    }

    private static bool IsEngines(RuleSet rules) => rules.Table("nat").HasChain("DOCKER");

    private static bool IsOurs(RuleSet rules) => IsEngines(rules) || GuardPlanner.Owners(rules).Count > 0;
}
