using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans the one jump that leads to a chain of this module, and tells whether packets get to it.</summary>
internal static class JumpPlanner
{
    /// <summary>The rules of a table that lead to a chain.</summary>
    public static List<Rule> JumpsTo(Table table, string chain) => table.Rules.Where(rule => rule.Target == chain).ToList();

    /// <summary>Adds the commands that leave exactly one jump, in its place; none where it stands so.</summary>
    public static void Plan(RestoreScript script, Table table, OwnedChain chain)
    {
        var jumps = JumpsTo(table, chain.Name);
        var others = table.RulesOf(chain.Jump.Chain).Where(rule => rule.Target != chain.Name).ToList();
        var index = IndexFor(chain.Place, others);
        if (jumps.Count == 1 && jumps[0].SameAs(chain.Jump) && IsAt(table, chain, index)) return;

        foreach (var jump in jumps) script.Add(chain.Table, $"-D {jump.Chain} {jump.Specification}");
        script.Add(chain.Table, index is null || index == others.Count
            ? chain.Jump.Text
            : $"-I {chain.Jump.Chain} {index + 1} {chain.Jump.Specification}");
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

    private static bool LetsAllBy(Rule rule) => rule.IsUnconditional && (rule.Target is "ACCEPT" or "RETURN" || rule.Find("-g") is not null);

    private static int? IndexFor(JumpPlace place, List<Rule> others)
    {
        if (place == JumpPlace.Anywhere) return null;
        if (place == JumpPlace.First) return 0;
        var end = others.FindIndex(rule => rule.IsUnconditional && rule.Target == "RETURN");
        return end < 0 ? others.Count : end;
    }

    private static bool IsAt(Table table, OwnedChain chain, int? index) =>
        index is not { } place || table.RulesOf(chain.Jump.Chain)[place].Target == chain.Name;
}
