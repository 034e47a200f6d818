using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Tracing.Live;
using ContainerNet.Unit.Linux;
using Xunit;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Unit.Tracing;

public class TraceCollectorTests
{
    private const string Mark = "containernet_trace_1";

    private static readonly TracedPacket s_packet = TraceDatagram.Packet("10.0.0.1", 40000, "10.0.0.2", 80);
    private static readonly TracedPacket s_translated = s_packet with { Destination = System.Net.IPAddress.Parse("172.17.0.2") };
    private static readonly TracedPacket s_other = TraceDatagram.Packet("10.0.0.9", 40001, "10.0.0.2", 80);

    private readonly TraceCollector _collector = new(Mark);

    [Fact]
    public void What_the_packet_meets_is_told_with_the_packet_as_it_came_there()
    {
        Take(Mark, "prerouting", 1, 5, s_packet);
        Take("nat", "PREROUTING", 2, 5, s_packet);
        Take("nat", "DOCKER", 3, 5);
        Take("filter", "FORWARD", 4, 5, s_translated);

        Assert.Equal(s_packet, _collector.First);
        Assert.Equal(
            [("PREROUTING", s_packet), ("DOCKER", s_packet), ("FORWARD", s_translated)],
            _collector.Met.Select(static met => (met.Message.Chain, met.Packet)));
    }

    [Fact]
    public void A_packet_that_a_bridge_hands_up_is_the_same_under_another_number()
    {
        Take(Mark, "prerouting", 1, 5, s_packet);
        Take("filter", "FORWARD", 2, 6, s_packet);
        Take("filter", "DOCKER", 3, 6);

        Assert.Equal(["FORWARD", "DOCKER"], Chains());
    }

    [Fact]
    public void Another_packet_that_is_marked_meanwhile_is_not_told()
    {
        Take(Mark, "prerouting", 1, 5, s_packet);
        Take(Mark, "prerouting", 1, 7, s_other);
        Take("filter", "INPUT", 2, 7, s_other);
        Take("filter", "INPUT", 3, 7);
        Take("filter", "FORWARD", 4, 5, s_packet);

        Assert.Equal(["FORWARD"], Chains());
    }

    [Fact]
    public void A_packet_of_the_loopback_interface_is_followed_through_both_chains()
    {
        Take(Mark, "output", 1, 5, s_packet);
        Take("nat", "OUTPUT", 2, 5, s_packet);
        Take(Mark, "prerouting", 1, 8, s_packet);
        Take("filter", "INPUT", 3, 8, s_packet);

        Assert.Equal(["OUTPUT", "INPUT"], Chains());
    }

    [Fact]
    public void What_others_have_marked_is_not_told()
    {
        Take("filter", "INPUT", 2, 5, s_packet);

        Assert.Null(_collector.First);
        Assert.Empty(_collector.Met);
    }

    private IEnumerable<string> Chains() => _collector.Met.Select(static met => met.Message.Chain);

    private void Take(string table, string chain, ulong handle, uint id, TracedPacket? packet = null) =>
        _collector.Take(TraceDatagram.Read(table, chain, handle, NFT_CONTINUE, id, packet));
}
