using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Unit.Iptables.Matching;

/// <summary>Packets and matchers for tests.</summary>
internal static class Packets
{
    /// <summary>The host's own addresses are 192.0.2.1 and 2001:db8::1.</summary>
    public static RuleMatcher Matcher { get; } = new(static address => address.ToString() is "192.0.2.1" or "2001:db8::1" or "127.0.0.1" ? "LOCAL" : "UNICAST");

    public static Packet Tcp(string source, string destination, int port, string state = "NEW", bool reply = false) => new()
    {
        Protocol = "tcp",
        Source = IPAddress.Parse(source),
        Destination = IPAddress.Parse(destination),
        DestinationPort = PortSpan.Of(port),
        InInterface = "eth0",
        IsOpening = state == "NEW" && !reply,
        Connection = new TrackedConnection
        {
            OriginalSource = IPAddress.Parse(source), OriginalDestination = IPAddress.Parse(destination), OriginalDestinationPort = PortSpan.Of(port),
            State = state, IsReply = reply,
        },
    };

    public static Answer Ask(string specification, Packet packet) => Matcher.Matches(new Rule("X", $"{specification} -j ACCEPT"), packet);

    public static Outcome<Rule> Walk(string rules, Packet packet, string table = "filter", string chain = "FORWARD") =>
        new ChainWalker<Rule>(new IptablesTable(RuleSet.Parse(rules).Table(table), Matcher)).Walk(chain, packet);
}
