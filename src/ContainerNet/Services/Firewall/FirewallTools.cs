using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux;

namespace ContainerNet.Services.Firewall;

/// <summary>Reads and writes the kernel's rules with iptables-save and iptables-restore.</summary>
/// <param name="limit">How long one run of a tool may take.</param>
internal sealed class FirewallTools(TimeSpan limit)
{
    private static readonly string[] s_variants = ["", "-nft", "-legacy"];

    /// <summary>
    /// Reads the rules of the variant (nft or legacy) that the engine uses: the machine's default first, then whichever else is installed.
    /// </summary>
    /// <param name="isUsed">Tells by the IPv4 rules whether a variant is the one.</param>
    /// <param name="withIPv6">Whether to read the IPv6 rules too.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>The rules; null where no variant holds such rules.</returns>
    /// <exception cref="ContainerNetException">FirewallReadFailed, KernelViewDenied, ToolNotFound, ToolTimedOut.</exception>
    public async Task<FirewallReading?> ReadAsync(Func<RuleSet, bool> isUsed, bool withIPv6, CancellationToken cancellationToken)
    {
        if (!Capabilities.MayUseFirewall()) throw ContainerNetException.Create(ErrorId.KernelViewDenied, "iptables", "iptables-save");
        foreach (var variant in s_variants)
        {
            if (variant.Length > 0 && ProcessRunner.Find($"iptables{variant}-save") is null) continue;
            var reading = await ReadAsync(variant, withIPv6, cancellationToken).ConfigureAwait(false);
            if (isUsed(reading.IPv4)) return reading;
        }

        return null;
    }

    /// <summary>A reading of IPv4 with the rules of IPv6 beside it.</summary>
    /// <exception cref="ContainerNetException">FirewallReadFailed, ToolNotFound, ToolTimedOut.</exception>
    public async Task<FirewallReading> WithIPv6Async(FirewallReading ipv4, CancellationToken cancellationToken) =>
        ipv4 with { IPv6 = await RecallAsync(ipv4.Variant, AddressFamily.InterNetworkV6, cancellationToken).ConfigureAwait(false) };

    /// <summary>Reads what an earlier reading read, in the same variant.</summary>
    /// <exception cref="ContainerNetException">FirewallReadFailed, ToolNotFound, ToolTimedOut.</exception>
    public Task<FirewallReading> ReadAgainAsync(FirewallReading earlier, CancellationToken cancellationToken) =>
        ReadAsync(earlier.Variant, earlier.IPv6 is not null, cancellationToken);

    /// <summary>
    /// Applies a script. Not to be cancelled: what was begun is ended whole. Each table is a transaction of its own: an error in the second
    /// leaves the first applied, so the caller reads again. To try it with --test first costs more than all the rest: the kernel takes
    /// 10 to 40 ms to abort a transaction of nft.
    /// </summary>
    /// <param name="variant">The variant of the rules.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="script">The script; nothing is done where it is empty.</param>
    /// <param name="waiting">The tool, where it was started already.</param>
    /// <exception cref="ContainerNetException">FirewallWriteFailed, FirewallLocked, ToolNotFound, ToolTimedOut.</exception>
    public async Task WriteAsync(string variant, AddressFamily family, RestoreScript script, WaitingRestore? waiting = null)
    {
        if (script.IsEmpty) return;
        var tool = RestoreTool(variant, family);
        var result = await (waiting?.Take(variant, family, script) ?? RunRestoreAsync(tool, Task.FromResult(script.ToString()))).ConfigureAwait(false);
        if (result.ExitCode == 0) return;
        var isLocked = result.StandardError.Contains("xtables lock", StringComparison.Ordinal);
        throw ContainerNetException.Create(
            isLocked ? ErrorId.FirewallLocked : ErrorId.FirewallWriteFailed,
            new ProcessFailedException(result), tool, $"{tool}: {result.StandardError.Trim()}");
    }

    /// <summary>Starts the tool for the IPv4 rules of the machine's default variant, which is the engine's but for odd machines.</summary>
    public WaitingRestore StartRestore() =>
        new(s_variants[0], AddressFamily.InterNetwork, input => RunRestoreAsync(RestoreTool(s_variants[0], AddressFamily.InterNetwork), input));

    /// <summary>Reads the rules of one variant and family.</summary>
    /// <param name="variant">What stands between <c>iptables</c> and <c>-save</c> in the tool's name.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="withCounters">Whether the counters of rules are wanted too.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="earlier">What was read before, where it is at hand.</param>
    /// <exception cref="ContainerNetException">FirewallReadFailed, ToolNotFound, ToolTimedOut.</exception>
    public async Task<SavedRules> SaveAsync(
        string variant, AddressFamily family, bool withCounters, CancellationToken cancellationToken, RuleSet? earlier = null)
    {
        var tool = $"{Command(family)}{variant}-save";
        string[] arguments = withCounters ? ["-c"] : [];
        var result = await ProcessRunner.TryRunAsync(tool, arguments, cancellationToken, limit: limit).ConfigureAwait(false);
        if (result.ExitCode != 0) throw ReadFailed(tool, result, result.StandardError.Trim());
        return new SavedRules(tool, result, earlier is null ? RuleSet.Parse(result.StandardOutput) : RuleSet.Parse(result.StandardOutput, earlier));
    }

    private async Task<FirewallReading> ReadAsync(string variant, bool withIPv6, CancellationToken cancellationToken)
    {
        var ipv6 = withIPv6 ? RecallAsync(variant, AddressFamily.InterNetworkV6, cancellationToken) : null;
        var ipv4 = RecallAsync(variant, AddressFamily.InterNetwork, cancellationToken);
        await Task.WhenAll(ipv6 ?? ipv4, ipv4).ConfigureAwait(false);
        return new FirewallReading(variant, await ipv4.ConfigureAwait(false), ipv6 is null ? null : await ipv6.ConfigureAwait(false));
    }

    private Task<RuleSet> RecallAsync(string variant, AddressFamily family, CancellationToken cancellationToken) =>
        RuleSetMemory.Shared.GetAsync(variant, family, earlier => SaveWholeAsync(variant, family, earlier, cancellationToken));

    private async Task<RuleSet> SaveWholeAsync(string variant, AddressFamily family, RuleSet? earlier, CancellationToken cancellationToken)
    {
        var saved = await SaveAsync(variant, family, withCounters: false, cancellationToken, earlier).ConfigureAwait(false);
        return saved.Hidden is { } hidden ? throw ReadFailed(saved.Tool, saved.Result, hidden) : saved.Rules;
    }

    // Without -w, a legacy iptables waits without end for the lock of another one.
    private Task<ProcessResult> RunRestoreAsync(string tool, Task<string> script) =>
        ProcessRunner.TryRunAsync(tool, ["--noflush", "-w", "5"], script, CancellationToken.None, limit);

    private static string RestoreTool(string variant, AddressFamily family) => $"{Command(family)}{variant}-restore";

    private static string Command(AddressFamily family) => family == AddressFamily.InterNetwork ? "iptables" : "ip6tables";

    private static ContainerNetException ReadFailed(string tool, ProcessResult result, string found) =>
        ContainerNetException.Create(ErrorId.FirewallReadFailed, new ProcessFailedException(result), tool, $"{tool}: {found}");
}

/// <summary>The rules of one variant.</summary>
/// <param name="Variant">What stands between <c>iptables</c> and <c>-save</c> in the tools' names.</param>
/// <param name="IPv4">The rules of IPv4.</param>
/// <param name="IPv6">The rules of IPv6; null where they were not asked for.</param>
internal sealed record FirewallReading(string Variant, RuleSet IPv4, RuleSet? IPv6)
{
    /// <summary>The ids of all containers that own a rule.</summary>
    public HashSet<string> Owners => Owned.Select(static pair => pair.Owner.ContainerId).ToHashSet(StringComparer.Ordinal);

    /// <summary>The rules that belong to a container, with whom they belong to.</summary>
    public IEnumerable<(Rule Rule, RuleOwner Owner)> Owned =>
        new[] { IPv4, IPv6 }.OfType<RuleSet>().SelectMany(OwnedChains.RulesOf)
            .Select(static rule => (Rule: rule, Owner: OwnerComment.OwnerOf(rule)))
            .Where(static pair => pair.Owner is not null).Select(static pair => (pair.Rule, pair.Owner!.Value));
}
