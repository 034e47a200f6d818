using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux;

namespace ContainerNet.Services.Firewall;

/// <summary>Brings the rules of this module to what is wanted: read, plan, write, read again. One process at a time.</summary>
/// <param name="lockPath">The file that is locked meanwhile.</param>
internal sealed class FirewallWriter(string lockPath = "/run/containernet.lock")
{
    private const int Attempts = 3;

    private static readonly TimeSpan s_lockLimit = TimeSpan.FromSeconds(30);

    /// <summary>Reads and writes. Its limit is longer than the 5 s that iptables-restore may wait for the lock of another iptables.</summary>
    public FirewallTools Tools { get; } = new(TimeSpan.FromSeconds(15));

    /// <summary>Whether the rules are those of the engine's variant.</summary>
    public static bool IsEngines(RuleSet rules) => rules.Table("nat").HasChain("DOCKER");

    /// <summary>Whether they are, or hold rules of this module.</summary>
    public static bool IsOurs(RuleSet rules) => IsEngines(rules) || FirewallPlanner.Owners(rules).Count > 0;

    /// <summary>Takes the lock that every change needs.</summary>
    /// <exception cref="ContainerNetException">FirewallLocked, KernelViewDenied, FirewallWriteFailed.</exception>
    public async Task<FileLock> LockAsync(CancellationToken cancellationToken)
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

    /// <summary>Brings the rules to what is wanted. The lock is the caller's.</summary>
    /// <param name="isUsed">Tells the variant to change.</param>
    /// <param name="withIPv6">Whether IPv6 is concerned.</param>
    /// <param name="wish">Says by the first reading what is wanted.</param>
    /// <param name="cancellationToken">Ends it; a transaction begun is ended whole.</param>
    /// <returns>The rules before and after; null where no variant is the one.</returns>
    /// <exception cref="ContainerNetException">FirewallReadFailed, FirewallWriteFailed, FirewallLocked, KernelViewDenied, ToolNotFound, ToolTimedOut.</exception>
    public async Task<FirewallChange?> ApplyAsync(
        Func<RuleSet, bool> isUsed, bool withIPv6, Func<FirewallReading, Task<FirewallWish>> wish, CancellationToken cancellationToken)
    {
        var before = await Tools.ReadAsync(isUsed, withIPv6, cancellationToken).ConfigureAwait(false);
        if (before is null) return null;
        var wanted = await wish(before).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return await ApplyAsync(before, wanted).ConfigureAwait(false);
    }

    /// <summary>The same from a reading that was just taken. Not to be cancelled.</summary>
    /// <exception cref="ContainerNetException">FirewallReadFailed, FirewallWriteFailed, FirewallLocked, ToolNotFound, ToolTimedOut.</exception>
    public Task<FirewallChange> ApplyAsync(FirewallReading before, FirewallWish wanted) => ApplyAsync(before, wanted, FirewallPlanner.Plan(before, wanted));

    /// <summary>The same where it is planned already.</summary>
    /// <exception cref="ContainerNetException">FirewallReadFailed, FirewallWriteFailed, FirewallLocked, ToolNotFound, ToolTimedOut.</exception>
    /// <param name="before">The reading.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="plan">The changes from the reading to that.</param>
    /// <param name="waiting">The tool, where it was started already.</param>
    /// <param name="meanwhile">Done once, while what was written is read back; also where nothing had to be written.</param>
    public async Task<FirewallChange> ApplyAsync(
        FirewallReading before, FirewallWish wanted, FirewallPlan plan, WaitingRestore? waiting = null, Action? meanwhile = null)
    {
        // The next round's reading proves the write, and puts right what another program did in between.
        var reading = before;
        for (var attempt = 1; ; attempt++)
        {
            if (plan.IsEmpty)
            {
                meanwhile?.Invoke();
                return new FirewallChange(before, reading);
            }

            if (attempt > Attempts) throw ContainerNetException.Create(ErrorId.FirewallWriteFailed, null, plan.ToString());
            await WriteAsync(reading.Variant, plan, waiting, isLast: attempt == Attempts).ConfigureAwait(false);
            var next = Tools.ReadAgainAsync(reading, CancellationToken.None);
            meanwhile?.Invoke();
            meanwhile = null;
            reading = await next.ConfigureAwait(false);
            plan = FirewallPlanner.Plan(reading, wanted);
        }
    }

    private async Task WriteAsync(string variant, FirewallPlan plan, WaitingRestore? waiting, bool isLast)
    {
        try
        {
            await Tools.WriteAsync(variant, AddressFamily.InterNetwork, plan.IPv4, waiting).ConfigureAwait(false);
            await Tools.WriteAsync(variant, AddressFamily.InterNetworkV6, plan.IPv6).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (!isLast && exception.Id == ErrorId.FirewallWriteFailed)
        {
            // Another program may have changed a chain since the reading: the next round reads, plans and writes anew.
        }
    }
}

/// <summary>The rules before a change and after it.</summary>
internal sealed record FirewallChange(FirewallReading Before, FirewallReading After);
