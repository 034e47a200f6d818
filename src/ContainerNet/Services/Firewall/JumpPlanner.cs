using System.Globalization;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans the jumps that lead to the chains of this module, and tells whether packets get there.</summary>
internal static class JumpPlanner
{
    /// <summary>The rules of a table that lead to a chain.</summary>
    public static List<Rule> JumpsTo(Table table, string chain) => table.Rules.Where(rule => rule.Target == chain).ToList();

    /// <summary>The commands that leave exactly the jumps of these chains, in their places and in this order; none where they stand so.</summary>
    /// <param name="table">The rules there are.</param>
    /// <param name="chains">The chains of one table that are there when the commands run.</param>
    /// <param name="absent">Those that are not: no jump leads to them then.</param>
    public static IEnumerable<string> Plan(Table table, IReadOnlyList<OwnedChain> chains, IReadOnlyList<OwnedChain> absent)
    {
        var names = chains.Select(static chain => chain.Name).ToHashSet(StringComparer.Ordinal);
        var wanted = chains.SelectMany(static chain => chain.Jumps.Select(jump => (Jump: jump, chain.Place))).GroupBy(static item => item.Jump.Chain).ToArray();
        foreach (var stray in table.Rules.Where(rule => names.Contains(rule.Target) && !Array.Exists(wanted, group => group.Key == rule.Chain)))
            yield return ChainPlanner.Delete(stray);
        foreach (var group in wanted)
        {
            foreach (var command in PlanIn(Left(table.RulesOf(group.Key)), names, [.. group.Select(static item => item.Jump)], group.First().Place)) yield return command;
        }

        List<Rule> Left(IReadOnlyList<Rule> rules) => [.. rules.Where(rule => !absent.Any(chain => chain.Name == rule.Target))];
    }

    /// <summary>
    /// Whether packets get to the chain: a jump stands, and no unconditional rule before it lets everything by. Such a rule is the
    /// administrator's word, and is told, never overridden.
    /// </summary>
    public static bool IsReached(Table table, string chain, string from)
    {
        if (chain == from) return true;
        foreach (var jump in JumpsTo(table, chain))
        {
            var before = table.RulesOf(jump.Chain).TakeWhile(rule => !ReferenceEquals(rule, jump));
            if (!before.Any(LetsAllBy) && IsReached(table, jump.Chain, from)) return true;
        }

        return false;
    }

    /// <summary>The unconditional rule of a hook that lets everything by before the jump to a chain; null where packets get there.</summary>
    public static Rule? FirstBefore(Table table, string chain, string hook) =>
        table.RulesOf(hook).TakeWhile(rule => rule.Target != chain).FirstOrDefault(LetsAllBy);

    private static IEnumerable<string> PlanIn(List<Rule> there, HashSet<string> names, Rule[] jumps, JumpPlace place)
    {
        var standing = there.Where(rule => names.Contains(rule.Target)).ToList();
        var others = there.Count - standing.Count;
        var index = IndexFor(place, [.. there.Where(rule => !names.Contains(rule.Target))]);

        // What stands right stays: to take a rule away has the kernel wait 10 ms and more.
        if (!StandRight(there, standing, jumps, index))
        {
            foreach (var jump in standing) yield return ChainPlanner.Delete(jump);
            standing.Clear();
        }

        for (var i = 0; i < jumps.Length; i++)
        {
            if (standing.Exists(jumps[i].SameAs)) continue;
            yield return index is not { } start || start + i == others + standing.Count
                ? jumps[i].Text
                : string.Create(CultureInfo.InvariantCulture, $"-I {jumps[i].Chain} {start + i + 1} {jumps[i].Specification}");
            standing.Add(jumps[i]);
        }
    }

    /// <summary>Whether some or all of the jumps stand, each once, in their order and in their place.</summary>
    private static bool StandRight(List<Rule> there, List<Rule> standing, Rule[] jumps, int? index)
    {
        var expected = jumps.Where(jump => standing.Exists(jump.SameAs)).ToArray();
        return standing.Count == expected.Length && standing.Zip(expected).All(static pair => pair.First.SameAs(pair.Second))
            && (index is not { } start || Enumerable.Range(0, standing.Count).All(i => ReferenceEquals(there[start + i], standing[i])));
    }

    private static bool LetsAllBy(Rule rule) => rule.IsUnconditional && (rule.Target is "ACCEPT" or "RETURN" || rule.Find("-g") is not null);

    private static int? IndexFor(JumpPlace place, List<Rule> others)
    {
        if (place == JumpPlace.Anywhere) return null;
        if (place == JumpPlace.First) return 0;
        var end = others.FindIndex(rule => rule.IsUnconditional && rule.Target == "RETURN");
        return end < 0 ? others.Count : end;
    }
}
