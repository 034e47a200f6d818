namespace ContainerNet.Iptables.Matching;

/// <summary>A table of rules as a walk through it asks: what each rule looks at, and what it does.</summary>
/// <typeparam name="TRule">A rule.</typeparam>
internal interface IWalkedTable<TRule>
{
    /// <summary>The table's name; of nftables' own with its family.</summary>
    string Name { get; }

    /// <summary>The rules of a chain, in their order; none where it is not there.</summary>
    IReadOnlyList<TRule> RulesOf(string chain);

    bool HasChain(string chain);

    /// <summary>ACCEPT or DROP: what becomes of a packet that no rule of a chain at a hook decides about.</summary>
    string PolicyOf(string chain);

    /// <summary>The rule's place in its chain, from 1.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="index">Its place among <see cref="RulesOf"/>, from 0.</param>
    int NumberOf(TRule rule, int index);

    string ChainOf(TRule rule);

    /// <summary>The rule as text, without counters.</summary>
    string TextOf(TRule rule);

    /// <summary>Whether the rule applies to a packet.</summary>
    Answer Matches(TRule rule, Packet packet);

    /// <summary>The chain it leads to, RETURN, or what it does.</summary>
    string TargetOf(TRule rule);

    /// <summary>Whether the packet does not come back from the chain it leads to.</summary>
    bool IsGoto(TRule rule);

    /// <summary>The verdict with which it ends the walk; null where it lets the packet go on.</summary>
    string? VerdictOf(TRule rule);

    /// <summary>What tells verdicts apart that are called the same: two translations end differently where they lead to different places.</summary>
    string EffectOf(TRule rule);

    /// <summary>The packet behind a rule that applies.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="surely">Whether the rule surely applies.</param>
    Packet Change(Packet packet, TRule rule, bool surely);
}
