using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// Finds the administrator's rule that decides about a published port before the rules of this module do. Only one that decides for every client
/// counts: what keeps some away is wanted so. Pure.
/// </summary>
internal static class Shadows
{
    private static readonly string[] s_ends = ["DROP", "REJECT"];
    private static readonly string[] s_natEnds = ["DROP", "REJECT", "ACCEPT", "DNAT", "REDIRECT"];

    /// <summary>The rule, as iptables-save prints it with its table before it; null where packets get to ours.</summary>
    /// <param name="rules">The rules of the flow's family.</param>
    /// <param name="flow">The packets.</param>
    /// <param name="isRestricted">Whether only some sources may get to the port.</param>
    public static string? Find(RuleSet rules, PortFlow flow, bool isRestricted) =>
        FindIn(rules.Table("raw"), "PREROUTING", null, s_ends.Contains, flow, translated: false)
        ?? FindIn(rules.Table("mangle"), "PREROUTING", isRestricted ? OwnedChains.Access : null, target => s_ends.Contains(target) || (isRestricted && target == "ACCEPT"), flow, translated: false)
        ?? FindIn(rules.Table("nat"), "PREROUTING", OwnedChains.Nat, s_natEnds.Contains, flow, translated: false)
        ?? FindIn(rules.Table("mangle"), "FORWARD", null, s_ends.Contains, flow, translated: true)
        ?? FindIn(rules.Table("filter"), "FORWARD", OwnedChains.Forward, s_ends.Contains, flow, translated: true);

    private static string? FindIn(Table table, string hook, string? goal, Func<string, bool> decides, PortFlow flow, bool translated)
    {
        var walk = new Walk(table, goal, decides, flow, translated);
        var outcome = walk.Through(hook, depth: 0);
        return outcome == Outcome.Decided || (outcome == Outcome.Left && goal is not null)
            ? walk.Deciding is { } rule ? $"{table.Name}: {rule.Text}" : $"{table.Name}: {hook}"
            : null;
    }

    private enum Outcome
    {
        Left,
        Reached,
        Decided,
    }

    /// <summary>The way of the packets through one table.</summary>
    private sealed class Walk(Table table, string? goal, Func<string, bool> decides, PortFlow flow, bool translated)
    {
        private const int Deepest = 32;

        /// <summary>The rule that decided, or the one that last led away from where the goal stands.</summary>
        public Rule? Deciding { get; private set; }

        public Outcome Through(string chain, int depth)
        {
            if (depth > Deepest) return Outcome.Left;
            foreach (var rule in table.RulesOf(chain))
            {
                if (rule.Target == goal) return Outcome.Reached;
                if (!flow.Meets(rule, translated)) continue;
                if (decides(rule.Target))
                {
                    Deciding = rule;
                    return Outcome.Decided;
                }

                // An ACCEPT that does not decide against us lets the packets pass: as good as ours.
                if (rule.Target == "ACCEPT") return Outcome.Reached;
                if (rule.Target == "RETURN")
                {
                    if (JumpsTo(chain)) Deciding = rule;
                    return Outcome.Left;
                }

                if (!table.HasChain(rule.Target)) continue;
                var inner = Through(rule.Target, depth + 1);
                if (inner != Outcome.Left || rule.Find("-g") is not null) return inner;
            }

            return Outcome.Left;
        }

        private bool JumpsTo(string chain) => table.RulesOf(chain).Any(rule => rule.Target == goal);
    }
}
