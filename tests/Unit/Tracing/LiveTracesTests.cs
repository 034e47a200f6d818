using ContainerNet.Linux.Netlink;
using ContainerNet.Services;
using ContainerNet.Services.Tracing;
using ContainerNet.Services.Tracing.Live;
using ContainerNet.Unit.Linux;
using Xunit;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Unit.Tracing;

/// <summary>What the kernel told of a packet beside what was predicted of it.</summary>
public class LiveTracesTests
{
    private static readonly TracedPacket s_packet = TraceDatagram.Packet("192.0.2.2", 40000, "192.0.2.1", 8080);

    private readonly TracedScene _scene = new();

    [Fact]
    public void The_same_rules_in_the_same_order_agree()
    {
        var live = Compare(
            ("nat", "PREROUTING", 1, NFT_JUMP), ("nat", "DOCKER", 2, NF_ACCEPT), ("filter", "FORWARD", 1, NFT_JUMP), ("filter", "DOCKER-USER", 1, NFT_RETURN),
            ("filter", "FORWARD", 3, NFT_JUMP), ("filter", "DOCKER", 1, NF_ACCEPT));

        Assert.Equal(("Yes", ""), (live.Agreement, live.Difference));
        Assert.Equal(("-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER", "jump TARGET", "Engine"), (live.Hops[0].Text, live.Hops[0].Verdict, live.Hops[0].Owner));
    }

    [Fact]
    public void The_first_rule_that_differs_is_named()
    {
        var live = Compare(("nat", "PREROUTING", 1, NFT_JUMP), ("nat", "DOCKER", 1, NFT_RETURN));

        Assert.Equal(("No", "nat DOCKER 2 / nat DOCKER 1"), (live.Agreement, live.Difference));
    }

    [Fact]
    public void What_was_not_predicted_for_sure_is_no_disagreement()
    {
        _scene.Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", "-A DOCKER-USER -m nosuch --what 1 -j DROP", StringComparison.Ordinal);

        Assert.Equal("Unknown", Compare(("nat", "PREROUTING", 1, NFT_JUMP)).Agreement);
    }

    [Fact]
    public void A_rule_that_is_gone_has_no_number_and_no_text()
    {
        var message = TraceDatagram.Read("nat", "PREROUTING", 99, NFT_JUMP, 1, s_packet);
        var live = LiveTraces.Of(new LiveReading(s_packet, [(message, s_packet)], [(NFPROTO_IPV4, [])]), _scene.Trace("outside", "host", 8080), Host())!;

        Assert.Equal((0, ""), (live.Hops[0].Number, live.Hops[0].Text));
    }

    [Fact]
    public void Where_no_packet_came_there_is_no_trace() => Assert.Null(LiveTraces.Of(LiveReading.None, _scene.Trace("outside", "host", 8080), Host()));

    [Fact]
    public void Rules_of_iptables_legacy_are_refused()
    {
        var snapshot = _scene.Snapshot() with { RuleSets = [new SnapshotRuleSet { Backend = "iptables-legacy", Family = "IPv4", Text = TracedScene.Rules }] };
        var host = new TracedHost(snapshot);
        var request = new FlowResolver(host).Resolve("outside", "host", "tcp", 8080, new FlowOptions());

        Assert.Equal(ErrorId.LiveTraceNotSupported, Assert.Throws<ContainerNetException>(() => LiveSupport.Require(host, request)).Id);
    }

    private TracedHost Host() => new(_scene.Snapshot());

    // The handles of the rules are their numbers and the length of their chain's name, so that no two chains have the same.
    private LiveTrace Compare(params (string Table, string Chain, int Number, int Verdict)[] met)
    {
        var messages = met.Select(one => (TraceDatagram.Read(one.Table, one.Chain, Handle(one.Chain, one.Number), one.Verdict, 1, s_packet), s_packet)).ToArray();
        var places = from one in met.Select(static one => (one.Table, one.Chain)).Distinct() from number in Enumerable.Range(1, 9) select new NftRulePlace(one.Table, one.Chain, Handle(one.Chain, number));
        return LiveTraces.Of(new LiveReading(s_packet, messages, [(NFPROTO_IPV4, [.. places])]), _scene.Trace("outside", "host", 8080), Host())!;
    }

    private static ulong Handle(string chain, int number) => (ulong)((chain.Length * 100) + number);
}
