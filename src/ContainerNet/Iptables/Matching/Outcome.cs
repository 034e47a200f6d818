namespace ContainerNet.Iptables.Matching;

/// <summary>What becomes of a packet in one built-in chain.</summary>
/// <param name="Verdict">ACCEPT, DROP, REJECT, a translation (DNAT, SNAT, MASQUERADE, REDIRECT), or Unknown where that cannot be told.</param>
/// <param name="Decider">The rule that decides, or that is not understood; null where the chain's policy decides.</param>
/// <param name="Steps">The rules that apply or may apply, in the order the packet meets them.</param>
/// <param name="Packet">The packet afterwards: its mark may be another.</param>
internal sealed record Outcome(string Verdict, RuleStep? Decider, IReadOnlyList<RuleStep> Steps, Packet Packet)
{
    /// <summary>The verdict of what depends on something that is not understood.</summary>
    public const string Unknown = "Unknown";

    public bool IsUnknown => Verdict == Unknown;
}

/// <summary>A rule a packet met.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Number">Its place in its chain, from 1.</param>
/// <param name="Applies">Yes, or Unknown; rules that do not apply are no steps.</param>
internal sealed record RuleStep(string Table, Rule Rule, int Number, Answer Applies);
