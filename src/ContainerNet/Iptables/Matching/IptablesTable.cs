namespace ContainerNet.Iptables.Matching;

/// <summary>A table of iptables, to walk packets through.</summary>
/// <param name="table">The table.</param>
/// <param name="matcher">Tells whether a rule applies.</param>
internal sealed class IptablesTable(Table table, RuleMatcher matcher) : IWalkedTable<Rule>
{
    public string Name => table.Name;

    public IReadOnlyList<Rule> RulesOf(string chain) => table.RulesOf(chain);

    public bool HasChain(string chain) => table.HasChain(chain);

    /// <summary>ACCEPT where the chain is not there, as one that nothing has used yet.</summary>
    public string PolicyOf(string chain) => table.Chains.FirstOrDefault(one => one.Chain == chain)?.Policy is { } policy && policy != "-" ? policy : "ACCEPT";

    public int NumberOf(Rule rule, int index) => index + 1;

    public string ChainOf(Rule rule) => rule.Chain;

    public string TextOf(Rule rule) => (rule with { Counters = null }).Text;

    public Answer Matches(Rule rule, Packet packet) => matcher.Matches(rule, packet);

    public string TargetOf(Rule rule) => rule.Target;

    public bool IsGoto(Rule rule) => rule.Find("-g") is not null;

    public string? VerdictOf(Rule rule) => RuleTargets.Ends(rule.Target);

    public string EffectOf(Rule rule) => rule.Target is "DNAT" or "SNAT" or "REDIRECT" or "NETMAP"
        ? string.Join(' ', rule.Options.SkipWhile(static option => option.Name != "-j"))
        : RuleTargets.Ends(rule.Target) ?? "";

    public Packet Change(Packet packet, Rule rule, bool surely) => RuleTargets.Change(packet, rule, surely);
}
