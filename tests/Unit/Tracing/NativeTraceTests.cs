using ContainerNet.Unit.Iptables;
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

    /// <summary>Iptables translates 8080 at -100: what comes first decides, and of two of one priority nobody knows which does.</summary>
    [Theory]
    [InlineData(-110, 9090, "accept", """{"dnat":{"addr":"172.17.0.2","port":80}}""", "Delivered")]
    [InlineData(-90, 9090, "accept", """{"dnat":{"addr":"172.17.0.2","port":80}}""", "Delivered")]
    [InlineData(-100, 9090, "accept", """{"dnat":{"addr":"172.17.0.2","port":80}}""", "Delivered")]
    [InlineData(-110, 9090, "accept", """{"dnat":{"family":"ip6","addr":"::1","port":80}}""", "NoListener")]
    [InlineData(-110, 9090, "accept", """{"dnat":{"addr":{"map":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@x"}}}}""", "Unknown")]
    [InlineData(-110, 9090, "accept", """{"redirect":{"port":9999}}""", "NoListener")]
    [InlineData(-110, 8080, "accept", """{"redirect":{"port":9999}}""", "NoListener")]
    [InlineData(-90, 8080, "accept", """{"redirect":{"port":9999}}""", "Delivered")]
    [InlineData(-100, 8080, "accept", """{"redirect":{"port":9999}}""", "Unknown")]
    [InlineData(-110, 8080, "drop", """{"accept":null}""", "Delivered")]
    [InlineData(-110, 8080, "drop", """{"continue":null}""", "Dropped")]
    [InlineData(-90, 8080, "drop", """{"continue":null}""", "Delivered")]
    public void A_translation_is_that_of_the_first_chain_that_has_one(int priority, int port, string policy, string statement, string verdict)
    {
        _scene.NftTables.Add(Table(
            "inet", "prerouting", priority, policy, $$"""{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"} },"right":{{port}}} },{{statement}}""", "nat"));

        Assert.Equal(verdict, _scene.Trace("outside", "host", port).Verdict);
    }

    [Theory]
    [InlineData("outside", "host", 8080, "Delivered", "")]
    [InlineData("outside", "host", 8081, "NoListener", "")]
    [InlineData("outside", "web", 80, "Dropped", "ip docker-bridges raw-PREROUTING 1: ip daddr 172.17.0.2 iifname != docker0 counter drop comment \"DROP DIRECT ACCESS\"")]
    [InlineData("web", "192.0.2.9", 443, "Delivered", "")]
    public void The_rules_of_an_engine_with_the_nftables_backend_are_followed(string from, string to, int port, string verdict, string decider)
    {
        _scene.Text = "";
        _scene.NftTables.Add(new SnapshotNftTable { Family = "ip", Name = "docker-bridges", Json = RuleSets.Read("nft-written-29") });
        var trace = _scene.Trace(from, to, port);

        Assert.Equal((verdict, decider), (trace.Verdict, trace.DecidedBy));
        Assert.Equal(from == "web" ? "192.0.2.1" : verdict == "Delivered" ? "192.0.2.2" : "", trace.SourceSeen);
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
