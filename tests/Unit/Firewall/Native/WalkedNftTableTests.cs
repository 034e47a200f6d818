using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Native.Matching;
using ContainerNet.Unit.Iptables;
using ContainerNet.Unit.Iptables.Matching;
using Xunit;

namespace ContainerNet.Unit.Firewall.Native;

/// <summary>Rules of nftables' own: which apply to a packet, and where they lead it.</summary>
public class WalkedNftTableTests
{
    private static readonly NftFields s_fields = new(static address => address.ToString() == "192.0.2.1" ? "LOCAL" : "UNICAST");
    private static readonly Packet s_packet = Packets.Tcp("203.0.113.7", "192.0.2.1", 8080);

    /// <summary>As nft 1.0.6 prints them: the chains are named after the answer.</summary>
    [Theory]
    [InlineData("yes", Answer.Yes, 46)]
    [InlineData("no", Answer.No, 33)]
    [InlineData("unknown", Answer.Unknown, 13)]
    public void A_rule_applies_or_not_or_is_not_understood(string chain, object answer, int count)
    {
        var rules = new WalkedNftTable("inet seen", NftDocument.Parse(RuleSets.Read("nft-captured-matches")), s_fields).RulesOf(chain);

        Assert.Equal(count, rules.Count);
        Assert.All(rules, rule => Assert.Equal(answer, rule.Matches(s_packet)));
    }

    [Theory]
    [InlineData("ESTABLISHED", false, "ct state established", Answer.Yes)]
    [InlineData("INVALID", false, "ct state invalid", Answer.Yes)]
    [InlineData("UNTRACKED", false, "ct state untracked", Answer.Yes)]
    [InlineData("UNTRACKED", false, "ct direction original", Answer.No)]
    [InlineData("ESTABLISHED", true, "ct direction reply", Answer.Yes)]
    [InlineData("ESTABLISHED", true, "ct status dnat", Answer.Yes)]
    [InlineData("Unknown", false, "ct state new", Answer.Unknown)]
    [InlineData("Unknown", false, "ct direction original", Answer.Unknown)]
    public void What_tracking_knows_counts(string state, bool isReply, string match, object answer)
    {
        var packet = Packets.Tcp("203.0.113.7", "192.0.2.1", 8080, state, isReply);
        var (key, value) = (match.Split(' ')[1], match.Split(' ')[2]);
        var rule = Table($$"""{"match":{"op":"in","left":{"ct":{"key":"{{key}}"} },"right":"{{value}}"} }""".Replace("\"in\"", key == "direction" ? "\"==\"" : "\"in\"", StringComparison.Ordinal)).RulesOf("c")[0];

        Assert.Equal(answer, rule.Matches(packet with { Connection = packet.Connection with { IsDestinationTranslated = true } }));
    }

    [Fact]
    public void A_state_that_is_no_word_is_not_understood() =>
        Assert.Equal(Answer.Unknown, Table("""{"match":{"op":"==","left":{"ct":{"key":"state"}},"right":8}}""").RulesOf("c")[0].Matches(s_packet));

    [Theory]
    [InlineData("8", false, Answer.Yes)]
    [InlineData("echo-request", false, Answer.Yes)]
    [InlineData("echo-reply", false, Answer.No)]
    [InlineData("echo-reply", true, Answer.Yes)]
    [InlineData("destination-unreachable", false, Answer.No)]
    public void A_ping_is_an_echo(string type, bool isReply, object answer)
    {
        var packet = Packets.Tcp("203.0.113.7", "192.0.2.1", 0, reply: isReply) with { Protocol = "icmp" };

        Assert.Equal(answer, Table($$"""{"match":{"op":"==","left":{"payload":{"protocol":"icmp","field":"type"} },"right":"{{type}}"} }""").RulesOf("c")[0].Matches(packet));
    }

    /// <summary>An interface that is not known may be any; * at the end of a name stands for any rest.</summary>
    [Theory]
    [InlineData("iifname", "==", Answer.Unknown)]
    [InlineData("iifname", "!=", Answer.Unknown)]
    [InlineData("oifname", "!=", Answer.Yes)]
    public void An_interface_may_be_unknown(string key, string word, object answer) => Assert.Equal(
        answer, Table($$"""{"match":{"op":"{{word}}","left":{"meta":{"key":"{{key}}"} },"right":"eth*"} }""").RulesOf("c")[0].Matches(s_packet with { InInterface = Packet.AnyInterface }));

    [Theory]
    [InlineData("""{"drop":null}""", "DROP")]
    [InlineData("""{"accept":null}""", "ACCEPT")]
    [InlineData("""{"counter":{"packets":1,"bytes":2}},{"reject":{"type":"tcp reset"}}""", "REJECT")]
    [InlineData("""{"return":null}""", "ACCEPT")]
    [InlineData("""{"continue":null}""", "ACCEPT")]
    [InlineData("""{"jump":{"target":"other"}}""", "DROP")]
    [InlineData("""{"goto":{"target":"other"}}""", "DROP")]
    [InlineData("""{"jump":{"target":"nowhere"}}""", "Unknown")]
    [InlineData("""{"queue":{"num":1}}""", "Unknown")]
    [InlineData("""{"xt":null}""", "Unknown")]
    [InlineData("""{"masquerade":null}""", "MASQUERADE")]
    [InlineData("""{"limit":{"rate":5,"per":"second"}},{"dnat":{"addr":"192.0.2.8"}}""", "Unknown")]
    [InlineData("""{"mangle":{"key":{"payload":{"protocol":"ip","field":"daddr"}},"value":"192.0.2.9"}},{"accept":null}""", "Unknown")]
    [InlineData("""{"limit":{"rate":5,"per":"second"}},{"drop":null}""", "Unknown")]
    [InlineData("""{"limit":{"rate":5,"per":"second"}},{"accept":null}""", "ACCEPT")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,{"drop":null}],[8080,{"jump":{"target":"other"}}]]}}}""", "DROP")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,{"drop":null}],[{"range":[90,99]},{"drop":null}]]}}}""", "ACCEPT")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,{"accept":null}],["*",{"drop":null}]]}}}""", "DROP")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[8080,{"accept":null}],["*",{"drop":null}]]}}}""", "ACCEPT")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@ways"}}""", "DROP")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"udp","field":"dport"}},"data":"@ways"}}""", "ACCEPT")]
    [InlineData("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@nowhere"}}""", "Unknown")]
    [InlineData("""{"vmap":{"key":{"meta":{"key":"skuid"}},"data":"@ways"}}""", "Unknown")]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":1}},{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@ways"}}""", "Unknown")]
    public void The_verdict_is_of_the_first_rule_that_ends_it_and_else_of_the_policy(string statements, string verdict) =>
        Assert.Equal(verdict, new ChainWalker<WalkedNftRule>(Table(statements)).Walk("c", s_packet).Verdict);

    [Theory]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":5}}""", 5u)]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":{"|":[{"meta":{"key":"mark"}},5]}}}""", null)]
    [InlineData("""{"limit":{"rate":5,"per":"second"}},{"mangle":{"key":{"meta":{"key":"mark"}},"value":5}}""", null)]
    [InlineData("""{"mangle":{"key":{"ct":{"key":"mark"}},"value":5}}""", 0u)]
    public void A_mark_is_known_or_not(string statements, uint? mark) => Assert.Equal(mark, new ChainWalker<WalkedNftRule>(Table(statements)).Walk("c", s_packet).Packet.Mark);

    [Fact]
    public void A_rule_with_a_map_is_one_rule()
    {
        var outcome = new ChainWalker<WalkedNftRule>(Table("""{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@ways"}}""")).Walk("c", s_packet);

        Assert.Equal(["inet wall c 1: tcp dport vmap @ways", "inet wall other 1: drop"], outcome.Steps.Select(static step => $"{step}"));
    }

    private static WalkedNftTable Table(string statements) => new("inet wall", NftDocument.Parse($$"""
        {"nftables":[
        {"chain":{"family":"inet","table":"wall","name":"c","type":"filter","hook":"forward","prio":0,"policy":"accept"} },
        {"chain":{"family":"inet","table":"wall","name":"other"} },
        {"map":{"family":"inet","table":"wall","name":"ways","type":"inet_service","map":"verdict","elem":[[8080,{"jump":{"target":"other"} }]]} },
        {"rule":{"family":"inet","table":"wall","chain":"c","handle":3,"expr":[{{statements}}]} },
        {"rule":{"family":"inet","table":"wall","chain":"other","handle":4,"expr":[{"drop":null}]} }
        ]}
        """), s_fields);
}
