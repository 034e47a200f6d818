using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans the changes of one chain of this module: pure, from the rules there are to the rules wanted.</summary>
internal static class ChainPlanner
{
    /// <summary>Adds to <paramref name="script"/> what is to be changed; nothing where all is as wanted.</summary>
    /// <param name="script">Where the commands go.</param>
    /// <param name="current">The rules there are.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="wanted">Rules that must stand in it.</param>
    /// <param name="isReplaced">Whether a container's other rules are to go. What belongs to no container stays, whoever made it.</param>
    public static void Plan(RestoreScript script, RuleSet current, OwnedChain chain, IReadOnlyList<Rule> wanted, Func<string, bool> isReplaced)
    {
        var table = current.Table(chain.Table);
        var (kept, dropped) = Sort(table.RulesOf(chain.Name), chain.Head, wanted, isReplaced);
        var added = wanted.Where(rule => !kept.Exists(rule.SameAs)).ToList();
        if (kept.Count + added.Count == 0)
        {
            if (table.HasChain(chain.Name)) Remove(script, table, chain);
            return;
        }

        if (!table.HasChain(chain.Name)) script.Add(chain.Table, $"-N {chain.Name}");
        PlanHead(script, table, chain);
        foreach (var rule in dropped) script.Add(chain.Table, Delete(rule));
        foreach (var rule in added) script.Add(chain.Table, rule.Text);
        JumpPlanner.Plan(script, table, chain);
    }

    private static (List<Rule> Kept, List<Rule> Dropped) Sort(
        IReadOnlyList<Rule> there, Rule? head, IReadOnlyList<Rule> wanted, Func<string, bool> isReplaced)
    {
        var (kept, dropped) = (new List<Rule>(), new List<Rule>());
        foreach (var rule in there)
        {
            if (head is not null && rule.SameAs(head)) continue;
            var stays = OwnerComment.ContainerOf(rule) is not { } owner || !isReplaced(owner)
                || (wanted.Any(rule.SameAs) && !kept.Exists(rule.SameAs));
            (stays ? kept : dropped).Add(rule);
        }

        return (kept, dropped);
    }

    private static void PlanHead(RestoreScript script, Table table, OwnedChain chain)
    {
        if (chain.Head is not { } head) return;
        var rules = table.RulesOf(chain.Name);
        if (rules.Count > 0 && rules[0].SameAs(head) && rules.Count(head.SameAs) == 1) return;
        foreach (var rule in rules.Where(head.SameAs)) script.Add(chain.Table, Delete(rule));
        script.Add(chain.Table, $"-I {head.Chain} 1 {head.Specification}");
    }

    // Rule by rule and no -F: a rule that came in since we read makes -X fail, and nothing is lost.
    private static void Remove(RestoreScript script, Table table, OwnedChain chain)
    {
        foreach (var jump in JumpPlanner.JumpsTo(table, chain.Name)) script.Add(chain.Table, Delete(jump));
        foreach (var rule in table.RulesOf(chain.Name)) script.Add(chain.Table, Delete(rule));
        script.Add(chain.Table, $"-X {chain.Name}");
    }

    private static string Delete(Rule rule) => $"-D {rule.Chain} {rule.Specification}";
}
