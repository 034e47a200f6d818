namespace ContainerNet.Iptables.Matching;

/// <summary>
/// Walks a packet through a built-in chain and what it leads to. Where it is not known whether a rule applies, both ways are walked: only when
/// they end differently the outcome is unknown.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="matcher">Tells whether a rule applies.</param>
internal sealed class ChainWalker(Table table, RuleMatcher matcher)
{
    // The kernel refuses loops and so deep nests; a text may have them, and chains that lead to each other again and again.
    private const int MaxDepth = 64;
    private const int MaxJumps = 10_000;

    private readonly List<RuleStep> _steps = [];
    private readonly List<(string Effect, RuleStep Step)> _possible = [];
    private Packet _packet = null!;
    private int _jumps;

    /// <summary>What becomes of the packet; ACCEPT where the chain is not there, as a chain that nothing has used yet.</summary>
    /// <param name="chain">PREROUTING, FORWARD ...</param>
    /// <param name="packet">The packet as it comes to the chain.</param>
    public Outcome Walk(string chain, Packet packet)
    {
        _steps.Clear();
        _possible.Clear();
        (_packet, _jumps) = (packet, 0);
        var ended = Walk(chain, doubt: null, depth: 0);
        var verdict = ended?.Verdict ?? Policy(chain);
        var effect = ended is { } end ? EffectOf(verdict, end.Step.Rule) : verdict;
        foreach (var (other, step) in _possible)
        {
            if (other != effect) return new Outcome(Outcome.Unknown, step, [.. _steps], _packet);
        }

        return new Outcome(verdict, ended?.Step, [.. _steps], _packet);
    }

    /// <summary>The verdict with which the walk surely ends here; null where the packet comes back to the chain before.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="doubt">The rule on which it hangs whether the packet comes here; null where it surely does.</param>
    /// <param name="depth">How many chains lie before it.</param>
    private (string Verdict, RuleStep Step)? Walk(string chain, RuleStep? doubt, int depth)
    {
        var rules = table.RulesOf(chain);
        for (var i = 0; i < rules.Count; i++)
        {
            var applies = matcher.Matches(rules[i], _packet);
            if (applies == Answer.No) continue;
            var step = new RuleStep(table.Name, rules[i], i + 1, applies);
            _steps.Add(step);
            var unsure = applies == Answer.Yes ? doubt : doubt ?? step;
            var target = rules[i].Target;
            if (target == "RETURN")
            {
                if (applies == Answer.Yes) return null;
                doubt = unsure;
            }
            else if (table.HasChain(target))
            {
                var ended = depth < MaxDepth && ++_jumps < MaxJumps ? Walk(target, unsure, depth + 1) : Maybe(Outcome.Unknown, step);
                if (ended is not null) return ended;

                // From a chain that was gone to the packet comes back to the one before this.
                if (rules[i].Find("-g") is null) continue;
                if (applies == Answer.Yes) return null;
                doubt = unsure;
            }
            else if (RuleTargets.Ends(target) is { } verdict)
            {
                if (unsure is null) return (verdict, step);
                Maybe(EffectOf(verdict, rules[i]), unsure);
                if (applies == Answer.Yes) return null;
            }
            else
            {
                _packet = RuleTargets.Change(_packet, rules[i], surely: unsure is null);
            }
        }

        return null;
    }

    // Two translations end differently where they lead to different places.
    private static string EffectOf(string verdict, Rule rule) =>
        verdict is "DNAT" or "SNAT" or "REDIRECT" or "NETMAP" ? string.Join(' ', rule.Options.SkipWhile(static option => option.Name != "-j")) : verdict;

    private (string Verdict, RuleStep Step)? Maybe(string effect, RuleStep step)
    {
        _possible.Add((effect, step));
        return null;
    }

    private string Policy(string chain) => table.Chains.FirstOrDefault(one => one.Chain == chain)?.Policy is { } policy && policy != "-" ? policy : "ACCEPT";
}
