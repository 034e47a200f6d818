using Xunit;

namespace ContainerNet.Unit.Tracing;

/// <summary>Base chains of nftables beside iptables on a packet's way.</summary>
public class NativeTraceTests
{
    private const string Drop = """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":80}},{"drop":null}""";
    private const string DropBefore = """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":8080}},{"drop":null}""";
    private const string Reject = """{"reject":{"type":"icmpx","expr":"port-unreachable"}}""";
    private const string User = """{"match":{"op":"==","left":{"meta":{"key":"skuid"}},"right":0}},{"drop":null}""";

    private readonly TracedScene _scene = new();

    /// <summary>A packet from outside is translated in PREROUTING at -100, and forwarded.</summary>
    [Theory]
    [InlineData("inet", "forward", 0, "drop", "", "Dropped")]
    [InlineData("inet", "forward", 0, "accept", "", "Delivered")]
    [InlineData("inet", "output", 0, "drop", "", "Delivered")]
    [InlineData("ip6", "forward", 0, "drop", "", "Delivered")]
    [InlineData("ip", "forward", 10, "accept", Drop, "Dropped")]
    [InlineData("inet", "prerouting", -110, "accept", Drop, "Delivered")]
    [InlineData("inet", "prerouting", -110, "accept", DropBefore, "Dropped")]
    [InlineData("inet", "prerouting", -90, "accept", Drop, "Dropped")]
    [InlineData("inet", "prerouting", -100, "accept", Drop, "Unknown")]
    [InlineData("inet", "prerouting", -100, "accept", DropBefore, "Unknown")]
    [InlineData("inet", "prerouting", -90, "accept", DropBefore, "Delivered")]
    [InlineData("inet", "postrouting", 200, "accept", Drop, "Dropped")]
    [InlineData("inet", "forward", -5, "accept", Reject, "Rejected")]
    [InlineData("inet", "forward", -5, "accept", User, "Unknown")]
    [InlineData("inet", "input", -5, "accept", User, "Delivered")]
    [InlineData("bridge", "output", 0, "accept", Drop, "Unknown")]
    [InlineData("bridge", "output", 0, "accept", """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":443}},{"drop":null}""", "Delivered")]
    [InlineData("netdev", "ingress", 0, "accept", DropBefore, "Unknown")]
    [InlineData("arp", "input", 0, "drop", "", "Delivered")]
    public void A_chain_counts_where_the_packet_passes_it(string family, string hook, int priority, string policy, string statements, string verdict)
    {
        _scene.NftTables.Add(Table(family, hook, priority, policy, statements));

        Assert.Equal(verdict, _scene.Trace("outside", "host", 8080).Verdict);
    }

    [Fact]
    public void The_rule_is_named_with_what_takes_it_away()
    {
        _scene.NftTables.Add(Table("inet", "forward", -5, "accept", Drop));
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal("inet wall c 1: tcp dport 80 drop", trace.DecidedBy);
        Assert.Equal(("Rule", "inet wall", "c", 1, true), (trace.Hops[^1].Kind, trace.Hops[^1].Table, trace.Hops[^1].Chain, trace.Hops[^1].Number, trace.Hops[^1].IsCertain));
    }

    [Fact]
    public void A_policy_is_named_with_its_chain()
    {
        _scene.NftTables.Add(Table("inet", "forward", -5, "drop", ""));
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal(("inet wall c policy drop", "Policy"), (trace.DecidedBy, trace.Hops[^1].Kind));
        Assert.NotEmpty(trace.Fix);
    }

    /// <summary>Which of two chains of one priority comes first, the kernel does not tell.</summary>
    [Theory]
    [InlineData(Drop, "-A DOCKER-USER -j DROP", "Dropped")]
    [InlineData(Drop, "-A DOCKER-USER -j REJECT", "Unknown")]
    [InlineData(Drop, "-A DOCKER-USER -j RETURN", "Dropped")]
    [InlineData(Reject, "-A DOCKER-USER -j DROP", "Unknown")]
    [InlineData(Reject, "", "Rejected")]
    public void Chains_of_one_priority_must_not_end_it_in_different_ways(string statements, string rule, string verdict)
    {
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", rule, StringComparison.Ordinal).Replace("\n\n", "\n", StringComparison.Ordinal);
        _scene.NftTables.Add(Table("inet", "forward", 0, "accept", statements));
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal((verdict, false), (trace.Verdict, trace.Hops[^1].IsCertain));
    }

    /// <summary>A mark that one of them sets, the other may see or not.</summary>
    [Fact]
    public void A_mark_that_is_set_at_one_priority_is_not_known()
    {
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", "-A DOCKER-USER -m mark --mark 0x1 -j DROP", StringComparison.Ordinal);
        _scene.NftTables.Add(Table("inet", "forward", 0, "accept", """{"mangle":{"key":{"meta":{"key":"mark"}},"value":{"|":[{"meta":{"key":"mark"}},1]}}}"""));

        Assert.Equal("Unknown", _scene.Trace("outside", "host", 8080).Verdict);
    }

    [Theory]
    [InlineData("accept", """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":8080}},{"dnat":{"addr":"172.17.0.9","port":80}}""", "Unknown")]
    [InlineData("accept", """{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":9090}},{"dnat":{"addr":"172.17.0.9","port":80}}""", "Delivered")]
    [InlineData("drop", "", "Dropped")]
    public void A_translation_of_nftables_is_not_evaluated(string policy, string statements, string verdict)
    {
        _scene.NftTables.Add(Table("ip", "prerouting", -110, policy, statements, "nat"));

        Assert.Equal(verdict, _scene.Trace("outside", "host", 8080).Verdict);
    }

    [Fact]
    public void A_chain_in_a_table_of_iptables_is_one_of_nftables()
    {
        _scene.NftTables.Add(new SnapshotNftTable
        {
            Family = "ip", Name = "filter",
            Json = $$"""
                {"nftables":[
                {"chain":{"family":"ip","table":"filter","name":"FORWARD","type":"filter","hook":"forward","prio":0,"policy":"drop"} },
                {"rule":{"family":"ip","table":"filter","chain":"FORWARD","handle":2,"expr":[{"xt":null},{"drop":null}]} },
                {"chain":{"family":"ip","table":"filter","name":"mine","type":"filter","hook":"forward","prio":-1,"policy":"accept"} },
                {"rule":{"family":"ip","table":"filter","chain":"mine","handle":3,"expr":[{{Drop}}]} }
                ]}
                """,
        });

        Assert.Equal("ip filter mine 1: tcp dport 80 drop", _scene.Trace("outside", "host", 8080).DecidedBy);
    }

    [Fact]
    public void A_table_that_could_not_be_read_may_do_anything()
    {
        _scene.NftTables.Add(new SnapshotNftTable { Family = "inet", Name = "wall" });
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal(("Unknown", "inet wall"), (trace.Verdict, trace.DecidedBy));
    }

    [Fact]
    public void The_table_of_a_trace_that_runs_decides_nothing()
    {
        _scene.NftTables.Add(new SnapshotNftTable { Family = "inet", Name = "containernet_trace_1_00000000" });

        Assert.Equal("Delivered", _scene.Trace("outside", "host", 8080).Verdict);
    }

    private static SnapshotNftTable Table(string family, string hook, int priority, string policy, string statements, string type = "filter")
    {
        var rule = statements.Length == 0 ? "" : $$""",{"rule":{"family":"{{family}}","table":"wall","chain":"c","handle":7,"expr":[{{statements}}]} }""";
        return new SnapshotNftTable
        {
            Family = family, Name = "wall",
            Json = $$"""{"nftables":[{"chain":{"family":"{{family}}","table":"wall","name":"c","type":"{{type}}","hook":"{{hook}}","prio":{{priority}},"policy":"{{policy}}"} }{{rule}}]}""",
        };
    }
}
