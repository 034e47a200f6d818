namespace ContainerNet.Iptables.Matching;

/// <summary>What is known of a question about a packet. Never a guess: what cannot be told is unknown.</summary>
internal enum Answer
{
    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It holds.</summary>
    Yes,

    /// <summary>It depends on something that is not understood, or that only a real packet has.</summary>
    Unknown,
}

/// <summary>The logic of three values (Kleene's).</summary>
internal static class Answers
{
    public static Answer Of(bool holds) => holds ? Answer.Yes : Answer.No;

    public static Answer Not(this Answer answer) => answer switch { Answer.Yes => Answer.No, Answer.No => Answer.Yes, _ => Answer.Unknown };

    public static Answer And(this Answer one, Answer other) =>
        one == Answer.No || other == Answer.No ? Answer.No
        : one == Answer.Yes && other == Answer.Yes ? Answer.Yes
        : Answer.Unknown;

    public static Answer Or(this Answer one, Answer other) => one.Not().And(other.Not()).Not();
}
