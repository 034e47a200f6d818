using System.Diagnostics;
using System.Net;
using ContainerNet.Services;
using ContainerNet.Services.Tracing;
using Xunit;

namespace ContainerNet.Unit.Tracing;

/// <summary>The decisions that real packets in the lab would need a changed machine for; the rest is held against real packets there.</summary>
public class PacketTracerTests
{
    private readonly TracedScene _scene = new();

    [Fact]
    public void A_published_port_is_reached_and_every_rule_that_applies_is_a_hop()
    {
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal(("Delivered", "192.0.2.2"), (trace.Verdict, trace.SourceSeen));
        Assert.Equal(
            ["nat PREROUTING 1", "nat DOCKER 2", "filter FORWARD 1", "filter DOCKER-USER 1", "filter FORWARD 3", "filter DOCKER 1"],
            trace.Hops.Where(static hop => hop is { Packet: "New", Kind: "Rule" }).Select(static hop => $"{hop.Table} {hop.Chain} {hop.Number}"));
        Assert.Contains(trace.Hops, static hop => hop is { Packet: "Reply", Chain: "FORWARD" });
    }

    [Fact]
    public void The_policy_that_drops_is_named()
    {
        var trace = _scene.Trace("outside", "web", 81);

        Assert.Equal(("Dropped", "filter FORWARD policy DROP", ""), (trace.Verdict, trace.DecidedBy, trace.SourceSeen));
        Assert.NotEmpty(trace.Fix);
    }

    [Fact]
    public void What_leaves_the_host_is_masqueraded() => Assert.Equal(("Delivered", "192.0.2.1"), Seen(_scene.Trace("web", "203.0.113.5", 443)));

    [Fact]
    public void A_range_that_moves_leads_a_port_to_its_own()
    {
        _scene.Text = TracedScene.Rules.Replace("--dport 8080 -j DNAT --to-destination 172.17.0.2:80", "--dport 8078:8082 -j DNAT --to-destination 172.17.0.2:78-82/8078", StringComparison.Ordinal);

        Assert.Equal("Delivered", _scene.Trace("outside", "host", 8080).Verdict);
        Assert.NotEqual("Delivered", _scene.Trace("outside", "host", 8081).Verdict);
    }

    [Fact]
    public void An_answer_that_is_dropped_is_told()
    {
        _scene.Text = TracedScene.Rules.Replace(
            "-A DOCKER-USER -j RETURN", "-A DOCKER-USER -i docker0 -m conntrack --ctdir REPLY -j DROP\n-A DOCKER-USER -j RETURN", StringComparison.Ordinal);
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal("Dropped", trace.Verdict);
        Assert.StartsWith("filter DOCKER-USER 1", trace.DecidedBy, StringComparison.Ordinal);
        Assert.Equal("Reply", trace.Hops[^1].Packet);
    }

    [Theory]
    [InlineData("net.ipv4.conf.eth0.forwarding", "0")]
    [InlineData("net.ipv4.conf.eth0.rp_filter", "1")]
    public void A_setting_of_the_kernel_that_stops_it_is_named(string name, string value)
    {
        _scene.Settings[name] = value;

        // Reverse path: this source would be answered by the bridge.
        var trace = _scene.Trace("outside", "host", 8080, options: new FlowOptions(Source: IPAddress.Parse(name.EndsWith("rp_filter", StringComparison.Ordinal) ? "172.17.0.9" : "192.0.2.9")));

        Assert.Equal(("Dropped", $"{name} = {value}"), (trace.Verdict, trace.DecidedBy));
    }

    [Fact]
    public void A_frame_to_loopback_by_the_uplink_is_none_of_the_host_s() =>
        Assert.Equal(("Dropped", "net.ipv4.conf.eth0.route_localnet = 0"), Decided(_scene.Trace("outside", "127.0.0.1", 9000)));

    [Fact]
    public void A_rule_of_policy_routing_is_not_guessed()
    {
        _scene.RoutingRules.Add(new SnapshotRoutingRule { Family = "inet", Priority = 0, Table = "local" });
        _scene.RoutingRules.Add(new SnapshotRoutingRule { Family = "inet", Priority = 100, Table = "9", IsConditional = true, Text = "from all fwmark 0x1 lookup 9" });

        Assert.Equal(("Unknown", "from all fwmark 0x1 lookup 9"), Decided(_scene.Trace("outside", "host", 8080)));
    }

    [Fact]
    public void A_rule_that_is_not_understood_is_named_and_not_guessed()
    {
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", "-A DOCKER-USER -m set --match-set bad src -j DROP\n-A DOCKER-USER -j RETURN", StringComparison.Ordinal);

        var (verdict, decider) = Decided(_scene.Trace("outside", "host", 8080));
        Assert.Equal("Unknown", verdict);
        Assert.Contains("--match-set bad", decider, StringComparison.Ordinal);
    }

    /// <summary>No rules because there are none, and no rules because nobody might look, are not the same.</summary>
    [Theory]
    [InlineData(false, true, "outside", "host")]
    [InlineData(true, false, "outside", "host")]
    [InlineData(true, false, "web", "host")]
    public void What_could_not_be_read_is_not_taken_for_nothing(bool firewall, bool tables, string from, string to)
    {
        (_scene.HasFirewall, _scene.HasTables) = (firewall, tables);

        Assert.Equal("Unknown", _scene.Trace(from, to, 8080).Verdict);
    }

    [Fact]
    public void A_snapshot_of_what_the_engine_alone_knows_is_refused() => Assert.Equal(
        ErrorId.SnapshotInvalid, Assert.Throws<ContainerNetException>(() => new TracedHost(_scene.Snapshot() with { Namespaces = [] })).Id);

    [Fact]
    public void An_interface_that_is_down_ends_it()
    {
        _scene.VethFlags = [];

        Assert.Equal(("Dropped", "veth1"), Decided(_scene.Trace("outside", "host", 8080)));
    }

    [Fact]
    public void A_paused_container_is_named()
    {
        _scene.State = "Paused";
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal(("Delivered", "docker unpause web"), (trace.Verdict, trace.Fix));
        Assert.Contains("web", trace.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_is_told_with_who_made_it()
    {
        var hops = _scene.Trace("outside", "host", 8080).Hops;

        Assert.All(hops.Where(static hop => hop.Kind == "Rule"), static hop => Assert.NotEmpty(hop.Owner));
        Assert.Equal("Engine", hops.First(static hop => hop.Chain == "DOCKER").Owner);
        Assert.All(hops.Where(static hop => hop.Kind != "Rule"), static hop => Assert.Empty(hop.Owner));
    }

    [Fact]
    public void The_answer_to_a_ping_is_followed_too()
    {
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", "-A DOCKER-USER -i docker0 -p icmp -m icmp --icmp-type 0 -j DROP\n-A DOCKER-USER -j ACCEPT", StringComparison.Ordinal);
        var trace = _scene.Trace("outside", "web", 0, "icmp");

        Assert.Equal(("Dropped", "Reply"), (trace.Verdict, trace.Hops[^1].Packet));
    }

    [Fact]
    public void The_answer_to_what_leaves_the_host_is_followed_too()
    {
        _scene.Text = TracedScene.Rules.Replace("-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n", "", StringComparison.Ordinal);

        Assert.Equal(("Dropped", "filter FORWARD policy DROP"), Decided(_scene.Trace("web", "203.0.113.5", 443)));
    }

    [Fact]
    public void Nobody_takes_a_packet_from_his_own_address()
    {
        _scene.Settings["bridge.veth1.hairpin_mode"] = "1";
        _scene.Text = Hairpin;

        Assert.Equal(("Dropped", "172.17.0.2 -> 172.17.0.2"), Decided(_scene.Trace("web", "192.0.2.1", 8080)));
    }

    [Theory]
    [InlineData("1", "Delivered")]
    [InlineData("0", "Dropped")]
    public void The_hairpin_mode_of_the_port_decides_about_a_container_that_asks_for_its_own_port(string mode, string verdict)
    {
        _scene.Settings["bridge.veth1.hairpin_mode"] = mode;
        _scene.Text = Hairpin.Replace("-A POSTROUTING ", "-A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -j MASQUERADE\n-A POSTROUTING ", StringComparison.Ordinal);

        Assert.Equal(verdict, _scene.Trace("web", "192.0.2.1", 8080).Verdict);
    }

    [Fact]
    public void A_program_on_loopback_is_the_classic_fault()
    {
        _scene.Listens = "127.0.0.1";
        var trace = _scene.Trace("outside", "host", 8080);

        Assert.Equal("NoListener", trace.Verdict);
        Assert.Contains("0.0.0.0", trace.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch", "host", ErrorId.ContainerNotFound)]
    [InlineData("outside", "2001:db8::9", ErrorId.FlowInvalid)]
    public void An_end_that_is_none_is_an_error(string from, string to, object id) => Assert.Equal(
        id, Assert.Throws<ContainerNetException>(() => _scene.Trace(from, to, 80, options: to[0] == '2' ? new FlowOptions(Source: IPAddress.Parse("192.0.2.9")) : null)).Id);

    /// <summary>A thousand flows on a thousand rules; generous, since other tests run beside it: what is measured stands in the benchmarks.</summary>
    [Fact]
    public void Many_flows_over_many_rules_are_fast()
    {
        var rules = string.Concat(Enumerable.Range(0, 1000).Select(static number => $"-A DOCKER-USER -s 198.51.100.{number % 250}/32 -p tcp -m tcp --dport {number + 1} -j DROP\n"));
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", rules + "-A DOCKER-USER -j RETURN", StringComparison.Ordinal);
        var host = new TracedHost(_scene.Snapshot());
        var (resolver, tracer) = (new FlowResolver(host), new PacketTracer(host));
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1000; i++) Assert.Equal("Delivered", tracer.Trace(resolver.Resolve("outside", "host", "tcp", 8080, new FlowOptions())).Verdict);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    /// <summary>The port is led to the container whoever asks, itself included.</summary>
    private static string Hairpin { get; } = TracedScene.Rules.Replace("-A DOCKER -i docker0 -j RETURN\n", "", StringComparison.Ordinal)
        .Replace("! -i docker0 -p tcp -m tcp --dport 8080", "-p tcp -m tcp --dport 8080", StringComparison.Ordinal);

    private static (string Verdict, string DecidedBy) Decided(PacketTrace trace) => (trace.Verdict, trace.DecidedBy);

    private static (string Verdict, string Source) Seen(PacketTrace trace) => (trace.Verdict, trace.SourceSeen);
}
