using System.Globalization;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans the changes of one chain of this module: pure, from the rules there are to the rules wanted.</summary>
internal static class ChainPlanner
{
    /// <summary>What is to be changed; nothing where all is as wanted.</summary>
    /// <param name="table">The rules there are.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="wanted">Rules that must stand in it.</param>
    /// <param name="isReplaced">Whether another rule of a container is to go. What belongs to no container stays, whoever made it.</param>
    public static ChainChange Plan(Table table, OwnedChain chain, IReadOnlyList<Rule> wanted, Func<Rule, RuleOwner, bool> isReplaced)
    {
        var there = table.RulesOf(chain.Name);
        var (kept, dropped, missing) = Sort(there, chain.Head, wanted, isReplaced);
        if (kept.Count + missing.Count == 0) return table.HasChain(chain.Name) ? Removal(table, chain) : ChainChange.None;

        var additions = new List<string>();
        if (!table.HasChain(chain.Name)) additions.Add($"-N {chain.Name}");
        if (chain.Head is { } head && !StandsFirstAndOnce(there, head))
        {
            additions.AddRange(there.Where(head.SameAs).Select(Delete));
            additions.Add($"-I {head.Chain} 1 {head.Specification}");
        }

        var ranks = kept.ConvertAll(RankOf);
        if (chain.Head is not null) ranks.Insert(0, 0);
        Add(additions, ranks, missing);
        return new ChainChange([.. dropped.Select(Delete)], additions, IsPresent: true);
    }

    /// <summary>The command that takes a rule away.</summary>
    public static string Delete(Rule rule) => $"-D {rule.Chain} {rule.Specification}";

    private static (List<Rule> Kept, List<Rule> Dropped, List<Rule> Missing) Sort(
        IReadOnlyList<Rule> there, Rule? head, IReadOnlyList<Rule> wanted, Func<Rule, RuleOwner, bool> isReplaced)
    {
        var (kept, dropped) = (new List<Rule>(), new List<Rule>());
        var (open, rank) = (new OpenRules(wanted), 0);
        foreach (var rule in there)
        {
            if (head is not null && rule.SameAs(head)) continue;
            var owner = OwnerComment.OwnerOf(rule);
            var own = RankOf(owner);
            var stays = owner is null || (own >= rank && open.Take(rule)) || !isReplaced(rule, owner.Value);
            (stays ? kept : dropped).Add(rule);
            if (stays) rank = Math.Max(rank, own);
        }

        return (kept, dropped, [.. wanted.Where(open.Take)]);
    }

    private static bool StandsFirstAndOnce(IReadOnlyList<Rule> rules, Rule head) =>
        rules.Count > 0 && rules[0].SameAs(head) && rules.Count(head.SameAs) == 1;

    private static void Add(List<string> commands, List<int> standing, List<Rule> missing)
    {
        foreach (var rule in missing)
        {
            var rank = RankOf(rule);
            var place = standing.FindLastIndex(other => other <= rank) + 1;
            commands.Add(place == standing.Count
                ? rule.Text
                : string.Create(CultureInfo.InvariantCulture, $"-I {rule.Chain} {place + 1} {rule.Specification}"));
            standing.Insert(place, rank);
        }
    }

    private static int RankOf(Rule rule) => RankOf(OwnerComment.OwnerOf(rule));

    private static int RankOf(RuleOwner? owner) => owner is { } known ? RulePurpose.RankOf(known.Purpose) : 0;

    // Rule by rule and no -F: a rule that came in since we read makes -X fail, and nothing is lost.
    private static ChainChange Removal(Table table, OwnedChain chain) => new(
        [.. JumpPlanner.JumpsTo(table, chain.Name).Concat(table.RulesOf(chain.Name)).Select(Delete), $"-X {chain.Name}"], [], IsPresent: false);
}

/// <summary>The changes of one chain.</summary>
/// <param name="Removals">The commands that take away.</param>
/// <param name="Additions">The commands that bring in; they stand behind the removals.</param>
/// <param name="IsPresent">Whether the chain is there afterwards.</param>
internal sealed record ChainChange(IReadOnlyList<string> Removals, IReadOnlyList<string> Additions, bool IsPresent)
{
    public static ChainChange None { get; } = new([], [], IsPresent: false);
}
