namespace ContainerNet.Iptables.Matching;

/// <summary>
/// Walks a packet through a chain at a hook and what it leads to. Where it is not known whether a rule applies, both ways are walked: only when
/// they end differently the outcome is unknown.
/// </summary>
/// <typeparam name="TRule">A rule.</typeparam>
/// <param name="table">The table.</param>
internal sealed class ChainWalker<TRule>(IWalkedTable<TRule> table)
{
    // The kernel refuses loops and so deep nests; a text may have them, and chains that lead to each other again and again.
    private const int MaxDepth = 64;
    private const int MaxJumps = 10_000;

    private readonly List<RuleStep<TRule>> _steps = [];
    private readonly List<(string Effect, RuleStep<TRule> Step)> _possible = [];
    private Packet _packet = null!;
    private int _jumps;

    /// <summary>What becomes of the packet.</summary>
    /// <param name="chain">PREROUTING, FORWARD ...</param>
    /// <param name="packet">The packet as it comes to the chain.</param>
    public Outcome<TRule> Walk(string chain, Packet packet)
    {
        _steps.Clear();
        _possible.Clear();
        (_packet, _jumps) = (packet, 0);
        var ended = Walk(chain, doubt: null, depth: 0);
        var verdict = ended?.Verdict ?? table.PolicyOf(chain);
        var effect = ended is { } end ? table.EffectOf(end.Step.Rule) : verdict;
        foreach (var (other, step) in _possible)
        {
            if (other != effect) return new Outcome<TRule>(Outcome.Unknown, step, [.. _steps], _packet);
        }

        return new Outcome<TRule>(verdict, ended?.Step, [.. _steps], _packet);
    }

    /// <summary>The verdict with which the walk surely ends here; null where the packet comes back to the chain before.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="doubt">The rule on which it hangs whether the packet comes here; null where it surely does.</param>
    /// <param name="depth">How many chains lie before it.</param>
    private (string Verdict, RuleStep<TRule> Step)? Walk(string chain, RuleStep<TRule>? doubt, int depth)
    {
        var rules = table.RulesOf(chain);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            var applies = table.Matches(rule, _packet);
            if (applies == Answer.No) continue;
            var step = new RuleStep<TRule>(table, rule, table.NumberOf(rule, i), applies);
            _steps.Add(step);
            var unsure = applies == Answer.Yes ? doubt : doubt ?? step;
            var target = table.TargetOf(rule);
            _packet = table.Change(_packet, rule, surely: unsure is null);
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
                if (!table.IsGoto(rule)) continue;
                if (applies == Answer.Yes) return null;
                doubt = unsure;
            }
            else if (table.VerdictOf(rule) is { } verdict)
            {
                if (unsure is null) return (verdict, step);
                Maybe(table.EffectOf(rule), unsure);
                if (applies == Answer.Yes) return null;
            }
        }

        return null;
    }

    private (string Verdict, RuleStep<TRule> Step)? Maybe(string effect, RuleStep<TRule> step)
    {
        _possible.Add((effect, step));
        return null;
    }
}
