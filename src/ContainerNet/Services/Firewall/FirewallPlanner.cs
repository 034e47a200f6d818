using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans every change of this module in one family: pure, from the rules there are to the rules wanted.</summary>
internal static class FirewallPlanner
{
    /// <summary>The changes of both families.</summary>
    public static FirewallPlan Plan(FirewallReading current, FirewallWish wish) => new(
        Plan(current.IPv4, AddressFamily.InterNetwork, wish),
        current.IPv6 is { } ipv6 ? Plan(ipv6, AddressFamily.InterNetworkV6, wish) : new RestoreScript());

    /// <summary>
    /// The changes, in an order in which at no time anything leads to a container that must not: what leads there goes first and comes last.
    /// </summary>
    /// <param name="current">The rules there are.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="wish">What is wanted.</param>
    public static RestoreScript Plan(RuleSet current, AddressFamily family, FirewallWish wish)
    {
        var changes = OwnedChains.Tables.ToDictionary(static table => table, table => PlanTable(current, table, family, wish), StringComparer.Ordinal);
        var script = new RestoreScript();
        script.AddRange("nat", changes["nat"].Removals);
        foreach (var table in OwnedChains.Tables.Where(static table => table != "nat"))
        {
            script.AddRange(table, changes[table].Removals);
            script.AddRange(table, changes[table].Additions);
        }

        script.AddRange("nat", changes["nat"].Additions);
        return script;
    }

    /// <summary>The ids of all containers that own a rule.</summary>
    public static HashSet<string> Owners(RuleSet current) =>
        OwnedChains.RulesOf(current).Select(OwnerComment.ContainerOf).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static (List<string> Removals, List<string> Additions) PlanTable(RuleSet current, string name, AddressFamily family, FirewallWish wish)
    {
        var table = current.Table(name);
        var wanted = wish.RulesOf(family).ToLookup(static rule => rule.Chain);
        var chains = OwnedChains.InTable(name, current, family);
        var changes = Array.ConvertAll(chains, chain => ChainPlanner.Plan(table, chain, [.. wanted[chain.Name]], wish.IsReplaced));
        var present = chains.Zip(changes).ToLookup(static pair => pair.Second.IsPresent, static pair => pair.First);
        return (
            [.. changes.SelectMany(static change => change.Removals)],
            [.. changes.SelectMany(static change => change.Additions), .. JumpPlanner.Plan(table, [.. present[true]], [.. present[false]])]);
    }
}

/// <summary>What is to be changed.</summary>
internal sealed record FirewallPlan(RestoreScript IPv4, RestoreScript IPv6)
{
    public bool IsEmpty => IPv4.IsEmpty && IPv6.IsEmpty;

    /// <inheritdoc/>
    public override string ToString() => $"{IPv4}{IPv6}";
}
