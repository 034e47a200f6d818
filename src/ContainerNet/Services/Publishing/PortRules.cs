using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Publishing;

/// <summary>
/// Changes the rules of one container's ports, and what hangs on them: the file that remembers, hairpin modes and tracked connections. What does not
/// come out as wanted is taken back whole. The lock is the caller's.
/// </summary>
internal sealed class PortRules(FirewallWriter writer, DesiredState desired, HairpinPorts hairpins)
{
    /// <summary>Makes the change.</summary>
    /// <param name="before">The rules there are.</param>
    /// <param name="change">The change.</param>
    /// <returns>The rules there are then.</returns>
    /// <exception cref="ContainerNetException">DesiredStateFailed, the errors of the firewall, and what <see cref="PortChange.Verify"/> throws.</exception>
    public async Task<FirewallReading> ChangeAsync(FirewallReading before, PortChange change)
    {
        // First of all what is wanted: a process that is killed from here on leaves to Repair to bring about the rest.
        var planning = Task.Run(() => FirewallPlanner.Plan(before, change.Wish));
        var remembered = desired.Update(change.ContainerId, change.Remember);
        try
        {
            TrySetHairpins(change, Ending(before, change.Wish), on: false);
            var done = await writer.ApplyAsync(before, change.Wish, await planning.ConfigureAwait(false), change.Waiting, () =>
            {
                SetHairpins(change, change.Hairpins, on: true);
                change.Meanwhile();
            }).ConfigureAwait(false);
            change.Verify(done.After);
            return done.After;
        }
        catch (Exception failure)
        {
            await TakeBackAsync(before, change, remembered, failure).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The addresses whose hairpin mode no rule will need any more.</summary>
    private static HashSet<IPAddress> Ending(FirewallReading before, FirewallWish wish)
    {
        var ending = HairpinPorts.OursIn(before.Owned);
        if (ending.Count == 0) return ending;
        var staying = wish.IPv4.Concat(wish.IPv6).Select(static rule => rule.Key).ToHashSet(StringComparer.Ordinal);
        ending.ExceptWith(HairpinPorts.OursIn(before.Owned.Where(pair => staying.Contains(pair.Rule.Key) || !wish.IsReplaced(pair.Rule, pair.Owner))));
        return ending;
    }

    private void SetHairpins(PortChange change, IEnumerable<IPAddress> addresses, bool on)
    {
        if (change.ProcessId == 0) return;
        foreach (var address in addresses) hairpins.Set(change.ProcessId, address, on);
    }

    // What has ended meanwhile has taken its port of the bridge along.
    private void TrySetHairpins(PortChange change, IEnumerable<IPAddress> addresses, bool on)
    {
        try
        {
            SetHairpins(change, addresses, on);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.NamespaceGone)
        {
        }
    }

    // Each step whatever became of the others.
    private async Task TakeBackAsync(FirewallReading before, PortChange change, DesiredContainer? remembered, Exception failure)
    {
        var second = default(ContainerNetException);
        await TryAsync(async () =>
        {
            var now = await writer.Tools.ReadAgainAsync(before, CancellationToken.None).ConfigureAwait(false);
            await writer.ApplyAsync(now, change.Wish with { IPv4 = Standing(before.IPv4), IPv6 = before.IPv6 is null ? [] : Standing(before.IPv6) }).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await TryAsync(() =>
        {
            TrySetHairpins(change, change.Hairpins.Except(HairpinPorts.OursIn(before.Owned)), on: false);
            TrySetHairpins(change, Ending(before, change.Wish), on: true);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await TryAsync(() =>
        {
            desired.Update(change.ContainerId, _ => remembered);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        if (second is not null) throw second.After(failure);

        async Task TryAsync(Func<Task> step)
        {
            try
            {
                await step().ConfigureAwait(false);
            }
            catch (ContainerNetException exception)
            {
                second = second is null ? exception : exception.After(second);
            }
        }

        List<Rule> Standing(RuleSet rules) =>
            [.. OwnedChains.RulesOf(rules).Where(rule => OwnerComment.OwnerOf(rule) is { } owner && change.Wish.IsReplaced(rule, owner))];
    }
}

/// <summary>A change of the ports of one container.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Wish">The rules wanted.</param>
/// <param name="Remember">What is to be remembered, of what was.</param>
internal sealed record PortChange(string ContainerId, FirewallWish Wish, Func<DesiredContainer?, DesiredContainer?> Remember)
{
    /// <summary>A process in the network namespace that has the addresses; 0 where none runs.</summary>
    public int ProcessId { get; init; }

    /// <summary>The addresses whose hairpin mode the rules need.</summary>
    public IReadOnlyCollection<IPAddress> Hairpins { get; init; } = [];

    /// <summary>The tool that writes, where it was started already.</summary>
    public WaitingRestore? Waiting { get; init; }

    /// <summary>What else can be done while the rules are read back.</summary>
    public Action Meanwhile { get; init; } = static () => { };

    /// <summary>Throws where the rules that stand do not do what is wanted.</summary>
    public Action<FirewallReading> Verify { get; init; } = static _ => { };
}
