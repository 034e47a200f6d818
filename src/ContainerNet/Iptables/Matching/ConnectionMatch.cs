namespace ContainerNet.Iptables.Matching;

/// <summary>The matches that ask connection tracking: <c>-m conntrack</c> and <c>-m state</c>.</summary>
internal static class ConnectionMatch
{
    /// <summary>Unknown for every option that is not known.</summary>
    public static Answer Matches(RuleOption option, Packet packet)
    {
        var connection = packet.Connection;

        // Of what is not tracked the kernel answers by the state alone, whatever else is asked in the same match.
        if (connection.State is "UNTRACKED" or Outcome.Unknown && option.Name is not "--ctstate" and not "--state") return Answer.Unknown;
        return option.Name switch
        {
            "--ctstate" or "--state" => State(connection, option.Value),
            "--ctdir" => Answers.Of(option.Value == (connection.IsReply ? "REPLY" : "ORIGINAL")),
            "--ctorigsrc" => AddressMatch.IsIn(connection.OriginalSource, option.Value),
            "--ctorigdst" => AddressMatch.IsIn(connection.OriginalDestination, option.Value),
            "--ctorigsrcport" => PortMatch.IsIn(connection.OriginalSourcePort, option.Value),
            "--ctorigdstport" => PortMatch.IsIn(connection.OriginalDestinationPort, option.Value),
            "--ctproto" => RuleMatcher.Protocol(packet, option.Value),
            _ => Answer.Unknown,
        };
    }

    /// <summary>Whether it is the packet that opens a flow.</summary>
    public static bool IsFirst(Packet packet) => packet.Connection is { State: "NEW", IsReply: false };

    private static Answer State(TrackedConnection connection, string states)
    {
        if (connection.State == Outcome.Unknown) return Answer.Unknown;
        foreach (var state in states.Split(','))
        {
            if (state == connection.State) return Answer.Yes;
            if (state == "DNAT" && connection.IsDestinationTranslated) return Answer.Yes;
            if (state == "SNAT" && connection.IsSourceTranslated) return Answer.Yes;
        }

        return Answer.No;
    }
}
