namespace ContainerNet.Iptables;

/// <summary>A line of a rule set. Its text is kept as it was read, so that what is not understood is not lost.</summary>
internal abstract record RuleSetLine
{
    /// <summary>The line without its end.</summary>
    public abstract string Text { get; }
}

/// <summary><c>*filter</c>.</summary>
internal sealed record TableLine(string Table) : RuleSetLine
{
    public override string Text => $"*{Table}";
}

/// <summary><c>:FORWARD DROP [0:0]</c>.</summary>
/// <param name="Chain">Its name.</param>
/// <param name="Policy">ACCEPT or DROP; <c>-</c> for a chain that is not built in.</param>
/// <param name="Counters">The policy's counters.</param>
internal sealed record ChainLine(string Chain, string Policy, RuleCounters Counters) : RuleSetLine
{
    public override string Text => $":{Chain} {Policy} {Counters}";
}

/// <summary>A comment, <c>COMMIT</c>, an empty line, or one that is not known.</summary>
internal sealed record OtherLine(string Line) : RuleSetLine
{
    public override string Text => Line;
}
