using ContainerNet.Iptables.Matching;
using Xunit;

namespace ContainerNet.Unit.Iptables.Matching;

public class ChainWalkerTests
{
    private const string Start = "*filter\n:FORWARD DROP [0:0]\n:A - [0:0]\n:B - [0:0]\n";

    private static readonly Packet s_packet = Packets.Tcp("203.0.113.7", "192.0.2.1", 8080);

    [Theory]
    [InlineData("", "DROP", null)]
    [InlineData("-A FORWARD -s 203.0.113.7/32 -j ACCEPT\n-A FORWARD -j REJECT\n", "ACCEPT", 1)]
    [InlineData("-A FORWARD -s 203.0.113.8/32 -j ACCEPT\n-A FORWARD -j REJECT --reject-with tcp-reset\n", "REJECT", 2)]
    [InlineData("-A FORWARD -j A\n-A FORWARD -j ACCEPT\n-A A -j RETURN\n-A A -j DROP\n", "ACCEPT", 2)]
    [InlineData("-A FORWARD -j A\n-A FORWARD -j ACCEPT\n-A A -g B\n-A A -j DROP\n", "ACCEPT", 2)]
    [InlineData("-A FORWARD -j A\n-A FORWARD -j ACCEPT\n-A A -j B\n-A B -p tcp -j DROP\n", "DROP", 1)]
    [InlineData("-A FORWARD -g A\n-A FORWARD -j ACCEPT\n", "DROP", null)]
    [InlineData("-A FORWARD -j MARK --set-xmark 0x10/0xffffffff\n-A FORWARD -m mark --mark 0x10 -j ACCEPT\n", "ACCEPT", 2)]
    [InlineData("-A FORWARD -j LOG\n-A FORWARD -p tcp\n-A FORWARD -j ACCEPT\n", "ACCEPT", 3)]
    public void The_first_rule_that_ends_the_walk_decides_and_else_the_policy(string rules, string verdict, int? number)
    {
        var outcome = Packets.Walk(Start + rules + "COMMIT\n", s_packet);

        Assert.Equal((verdict, number), (outcome.Verdict, outcome.Decider?.Number));
    }

    [Theory]
    [InlineData("-A FORWARD -m limit --limit 1/s -j DROP\n", "DROP")]
    [InlineData("-A FORWARD -m limit --limit 1/s -j LOG\n-A FORWARD -j ACCEPT\n", "ACCEPT")]
    [InlineData("-A FORWARD -m limit --limit 1/s -j ACCEPT\n-A FORWARD -j ACCEPT\n", "ACCEPT")]
    [InlineData("-A FORWARD -m limit --limit 1/s -j A\n-A FORWARD -j ACCEPT\n-A A -j ACCEPT\n", "ACCEPT")]
    [InlineData("-A FORWARD -m limit --limit 1/s -j A\n-A FORWARD -j ACCEPT\n-A A -j RETURN\n", "ACCEPT")]
    [InlineData("-A FORWARD -m limit --limit 1/s -j DNAT --to-destination 192.0.2.8\n-A FORWARD -p tcp -j DNAT --to-destination 192.0.2.8\n", "DNAT")]
    public void What_is_not_understood_does_not_matter_where_all_ways_end_alike(string rules, string verdict) =>
        Assert.Equal(verdict, Packets.Walk(Start + rules + "COMMIT\n", s_packet).Verdict);

    [Theory]
    [InlineData("-A FORWARD -m limit --limit 1/s -j ACCEPT\n", 1)]
    [InlineData("-A FORWARD -p tcp -j NEWTARGET\n-A FORWARD -j ACCEPT\n", 1)]
    [InlineData("-A FORWARD -m limit --limit 1/s -j A\n-A FORWARD -j ACCEPT\n-A A -j DROP\n", 1)]
    [InlineData("-A FORWARD -j A\n-A FORWARD -j DROP\n-A A -m limit --limit 1/s -j RETURN\n-A A -j ACCEPT\n", 1)]
    [InlineData("-A FORWARD -m limit --limit 1/s -j DNAT --to-destination 192.0.2.8\n-A FORWARD -j DNAT --to-destination 192.0.2.9\n", 1)]
    [InlineData("-A FORWARD -m limit --limit 1/s -g A\n-A FORWARD -j ACCEPT\n-A A -p tcp\n", 1)]
    [InlineData("-A FORWARD -m limit --limit 1/s -j MARK --set-xmark 0x1/0x1\n-A FORWARD -m mark --mark 0x1 -j ACCEPT\n", 2)]
    public void Where_the_ways_end_differently_the_answer_is_unknown_and_names_a_rule(string rules, int number)
    {
        var outcome = Packets.Walk(Start + rules + "COMMIT\n", s_packet);

        Assert.True(outcome.IsUnknown);
        Assert.Equal(number, outcome.Decider?.Number);
    }

    [Fact]
    public void A_loop_ends() => Assert.True(Packets.Walk(Start + "-A FORWARD -j A\n-A A -j B\n-A B -j A\nCOMMIT\n", s_packet).IsUnknown);

    [Fact]
    public void Chains_that_lead_to_each_other_twice_end_too() =>
        Assert.True(Packets.Walk(Start + "-A FORWARD -j A\n-A A -j B\n-A A -j B\n-A B -j A\n-A B -j A\nCOMMIT\n", s_packet).IsUnknown);

    [Fact]
    public void A_chain_nothing_has_used_lets_by() => Assert.Equal("ACCEPT", Packets.Walk("", s_packet, "mangle", "PREROUTING").Verdict);

    [Fact]
    public void Only_rules_that_apply_or_may_apply_are_steps()
    {
        var steps = Packets.Walk(Start + "-A FORWARD -p udp -j DROP\n-A FORWARD -j A\n-A A -m limit --limit 1/s -j LOG\nCOMMIT\n", s_packet).Steps;

        Assert.Equal([("FORWARD", 2, Answer.Yes), ("A", 1, Answer.Unknown)], steps.Select(static step => (step.Rule.Chain, step.Number, step.Applies)));
    }
}
