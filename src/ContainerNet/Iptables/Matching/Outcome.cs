namespace ContainerNet.Iptables.Matching;

/// <summary>What becomes of a packet in one chain at a hook.</summary>
internal static class Outcome
{
    /// <summary>The verdict of what depends on something that is not understood.</summary>
    public const string Unknown = "Unknown";
}

/// <inheritdoc cref="Outcome"/>
/// <typeparam name="TRule">A rule.</typeparam>
/// <param name="Verdict">ACCEPT, DROP, REJECT, a translation (DNAT, SNAT, MASQUERADE, REDIRECT), or Unknown where that cannot be told.</param>
/// <param name="Decider">The rule that decides, or that is not understood; null where the chain's policy decides.</param>
/// <param name="Steps">The rules that apply or may apply, in the order the packet meets them.</param>
/// <param name="Packet">The packet afterwards: its mark may be another.</param>
internal sealed record Outcome<TRule>(string Verdict, RuleStep<TRule>? Decider, IReadOnlyList<RuleStep<TRule>> Steps, Packet Packet)
{
    public bool IsUnknown => Verdict == Outcome.Unknown;
}

/// <summary>A rule a packet met.</summary>
/// <typeparam name="TRule">A rule.</typeparam>
/// <param name="Table">Its table.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Number">Its place in its chain, from 1.</param>
/// <param name="Applies">Yes, or Unknown; rules that do not apply are no steps.</param>
internal sealed record RuleStep<TRule>(IWalkedTable<TRule> Table, TRule Rule, int Number, Answer Applies)
{
    public string Chain => Table.ChainOf(Rule);

    public string Text => Table.TextOf(Rule);

    /// <inheritdoc/>
    public override string ToString() => $"{Table.Name} {Chain} {Number}: {Text}";
}
