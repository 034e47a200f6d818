namespace ContainerNet.Iptables.Matching;

/// <summary>The matches that ask connection tracking: <c>-m conntrack</c> and <c>-m state</c>.</summary>
internal static class ConnectionMatch
{
    /// <summary>Unknown for every option that is not known.</summary>
    public static Answer Matches(RuleOption option, Packet packet)
    {
        var connection = packet.Connection;

        if (connection.State == Outcome.Unknown) return Answer.Unknown;
        return option.Name switch
        {
            "--ctstate" or "--state" => State(connection, option.Value),
            "--ctdir" => Answers.Of(option.Value == (connection.IsReply ? "REPLY" : "ORIGINAL")),
            "--ctorigsrc" => option.Range.Contains(connection.OriginalSource),
            "--ctorigdst" => option.Range.Contains(connection.OriginalDestination),
            "--ctorigsrcport" => PortMatch.IsIn(connection.OriginalSourcePort, option.Value),
            "--ctorigdstport" => PortMatch.IsIn(connection.OriginalDestinationPort, option.Value),
            "--ctproto" => RuleMatcher.Protocol(packet, option.Value),
            _ => Answer.Unknown,
        };
    }

    /// <summary>Whether an option asks for more of a connection than its state.</summary>
    public static bool AsksForConnection(RuleOption option) => option.Name.StartsWith("--ct", StringComparison.Ordinal) && option.Name != "--ctstate";

    /// <summary>What such an option, negated or not, is answered where there is no connection: then the state alone is looked at, and without one nothing matches (xt_conntrack.c).</summary>
    public static Answer WithoutConnection(Rule rule) =>
        rule.Options.Count(static option => option is { Name: "-m", Value: "conntrack" }) > 1 ? Answer.Unknown : Answers.Of(rule.Find("--ctstate") is not null);

    private static Answer State(TrackedConnection connection, string states)
    {
        foreach (var state in states.Split(','))
        {
            if (state == connection.State) return Answer.Yes;
            if (state == "DNAT" && connection.IsDestinationTranslated) return Answer.Yes;
            if (state == "SNAT" && connection.IsSourceTranslated) return Answer.Yes;
        }

        return Answer.No;
    }
}
