namespace ContainerNet.Iptables.Matching;

/// <summary>What targets do to a packet (iptables-extensions(8)).</summary>
internal static class RuleTargets
{
    private static readonly HashSet<string> s_ending = ["ACCEPT", "DROP", "REJECT", "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP"];

    // They look at a packet, or change what no verdict here depends on.
    private static readonly HashSet<string> s_passing =
    [
        "", "LOG", "NFLOG", "TRACE", "AUDIT", "RATEEST", "CONNMARK", "CONNSECMARK", "SECMARK", "CLASSIFY", "TCPMSS", "TCPOPTSTRIP", "TTL", "HL", "TOS",
        "DSCP", "ECN", "CHECKSUM", "SET", "IDLETIMER", "LED",
    ];

    /// <summary>The verdict of a target that ends the walk through its table; null of one that lets the packet go on.</summary>
    public static string? Ends(string target) =>
        s_ending.Contains(target) ? target
        : s_passing.Contains(target) || target is "MARK" or "CT" or "NOTRACK" ? null
        : Outcome.Unknown;

    /// <summary>The packet behind a rule that lets it go on.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="surely">Whether the rule surely applies.</param>
    public static Packet Change(Packet packet, Rule rule, bool surely) => rule.Target switch
    {
        "MARK" => packet with { Mark = surely ? Mark(packet.Mark, rule) : null },
        "NOTRACK" => Untracked(packet, surely),
        "CT" when rule.Find("--notrack") is not null => Untracked(packet, surely),
        _ => packet,
    };

    // What is perhaps tracked and perhaps not matches nothing for sure.
    private static Packet Untracked(Packet packet, bool surely) =>
        packet with { Connection = packet.Connection with { State = surely ? "UNTRACKED" : Outcome.Unknown } };

    private static uint? Mark(uint? old, Rule rule)
    {
        if (rule.Find("--set-xmark") is { } xmark) return Apply(old, xmark.Value, static (mark, value, mask) => (mark & ~mask) ^ value);
        if (rule.Find("--set-mark") is { } set) return Apply(old, set.Value, static (mark, value, mask) => (mark & ~mask) | value);
        if (rule.Find("--and-mark") is { } and) return old & RuleMatcher.Number(and.Value);
        if (rule.Find("--or-mark") is { } or) return old | RuleMatcher.Number(or.Value);
        return rule.Find("--xor-mark") is { } xor ? old ^ RuleMatcher.Number(xor.Value) : null;
    }

    private static uint? Apply(uint? old, string text, Func<uint, uint, uint, uint> change)
    {
        var parts = text.Split('/');
        var (value, mask) = (RuleMatcher.Number(parts[0]), parts.Length > 1 ? RuleMatcher.Number(parts[1]) : uint.MaxValue);
        if (value is not { } number || mask is not { } bits) return null;

        // Where every bit is set anew the old mark does not matter.
        return old is { } mark ? change(mark, number, bits) : bits == uint.MaxValue ? number : null;
    }
}
