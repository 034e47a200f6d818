using System.Collections.Concurrent;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// Remembers the last reading of each family's rules for as long as it holds: while the generation of nftables' rules stands, and this process is in
/// the same network namespace. Of the rules of legacy no generation tells: those are read each time.
/// </summary>
/// <param name="generationOf">The generation of a variant's rules; null where none tells of them.</param>
/// <param name="place">The network namespace this process is in.</param>
internal sealed class RuleSetMemory(Func<string, uint?> generationOf, Func<long> place)
{
    private readonly ConcurrentDictionary<(string Variant, AddressFamily Family), Reading> _last = new();

    /// <summary>This process' memory, for all its sessions.</summary>
    public static RuleSetMemory Shared { get; } =
        new(static variant => IptablesVariants.IsLegacy(variant) == false ? FirewallReader.ReadGeneration() : null, ProcessDirectory.ReadOwnNetwork);

    /// <summary>The rules as they are now, without counters.</summary>
    /// <param name="variant">What stands between <c>iptables</c> and <c>-save</c> in the tool's name.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="read">Reads them where they are not remembered; it is given what was read last, null where nothing was.</param>
    public async Task<RuleSet> GetAsync(string variant, AddressFamily family, Func<RuleSet?, Task<RuleSet>> read)
    {
        if (generationOf(variant) is not { } generation) return await read(null).ConfigureAwait(false);
        var there = place();
        if (_last.TryGetValue((variant, family), out var last) && last.Generation == generation && last.Namespace == there) return last.Rules;
        var rules = await read(last?.Rules).ConfigureAwait(false);
        if (generationOf(variant) == generation) _last[(variant, family)] = new(generation, there, rules);
        return rules;
    }

    private sealed record Reading(uint Generation, long Namespace, RuleSet Rules);
}
