using System.Net;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.NetlinkConstants;
using static ContainerNet.Linux.Netlink.RoutingConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Unit.Linux;

public class RoutingMessageTests
{
    /// <summary>iproute2 writes out what is in an encapsulation; this module names the kind and shows the bytes.</summary>
    private const string Encapsulated = "10.15.0.0/16 ";

    [Fact]
    public void Each_route_prints_as_ip_route_does()
    {
        var lines = Routes().Select(static route => route.ToString().Replace("\n\t", "|\t", StringComparison.Ordinal));

        Assert.Equal(
            CapturedRouting.IpRoute.Where(static line => !line.StartsWith(Encapsulated, StringComparison.Ordinal)),
            lines.Where(static line => !line.StartsWith(Encapsulated, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_encapsulation_is_named_and_its_bytes_are_shown() =>
        Assert.Matches("^10\\.15\\.0\\.0/16 encap ip 0x[0-9A-F]+ dev eth0 scope link$", Routes().Single(static route => route.Encapsulation.Length > 0).ToString());

    [Fact]
    public void A_route_with_several_ways_out_has_each_with_its_weight() =>
        Assert.Equal(["via 10.1.0.1 dev eth0 weight 1", "via 10.1.0.3 dev eth0 weight 20"],
            Routes().Single(static route => route.Destination == "10.4.0.0/16").NextHops.Select(static hop => hop.ToString()));

    [Fact]
    public void Each_rule_prints_as_ip_rule_does()
    {
        var rules = NetlinkMessageTests.Collect("RTM_GETRULE", 5, RTM_NEWRULE, RuleMessage.Parse, CapturedRouting.Rules);
        var built = rules.Select(RoutingRuleBuilder.Build).ToArray();

        Assert.Equal(CapturedRouting.IpRule, built.Select(static rule => $"{rule.Priority}:\t{rule.Text}"));
        Assert.Equal(["local", "100", "4000000", "", "main", "main", "default"], built.Select(static rule => rule.Table));
        Assert.Equal([false, true, true, true, true, false, false], built.Select(static rule => rule.IsConditional));
        Assert.Contains(rules, static rule => rule is { Mark: 0x10, MarkMask: 0xff });
        Assert.Contains(rules, static rule => rule is { OutputInterface: "dummy0", SuppressedPrefixLength: 0 });
        Assert.Contains(rules, static rule => rule is { InputInterface: "eth0", DestinationLength: 16 } && new IPAddress(rule.Destination).ToString() == "10.2.0.0");
    }

    [Fact]
    public void A_neighbour_has_its_address_and_its_link_address()
    {
        var neighbours = NetlinkMessageTests.Collect("RTM_GETNEIGH", 6, RTM_NEWNEIGH, NeighbourMessage.Parse, CapturedRouting.Neighbours);

        Assert.Contains(neighbours, static one => new IPAddress(one.Destination).ToString() == "10.1.0.55" && Convert.ToHexString(one.LinkAddress) == "020000000055");
    }

    [Fact]
    public void A_listening_socket_has_its_address_its_port_and_its_backlog()
    {
        var four = Assert.Single(NetlinkMessageTests.Collect("SOCK_DIAG", 7, SOCK_DIAG_BY_FAMILY, SocketMessage.Parse, CapturedRouting.Sockets4));
        var six = Assert.Single(NetlinkMessageTests.Collect("SOCK_DIAG", 8, SOCK_DIAG_BY_FAMILY, SocketMessage.Parse, CapturedRouting.Sockets6));

        Assert.Equal((IPAddress.Loopback, 82, 10, 9u), (four.LocalAddress, four.LocalPort, four.State, four.SendQueue));
        Assert.Equal((IPAddress.IPv6Any, 80, 10, false), (six.LocalAddress, six.LocalPort, six.State, six.IsIPv6Only));
    }

    private static IEnumerable<ContainerRoute> Routes()
    {
        var builder = new RouteBuilder(NetlinkMessageTests.Collect("RTM_GETLINK", 1, RTM_NEWLINK, LinkMessage.Parse, CapturedRouting.Links), 1);
        return NetlinkMessageTests.Collect("RTM_GETROUTE", 3, RTM_NEWROUTE, RouteMessage.Parse, CapturedRouting.Routes4)
            .Concat(NetlinkMessageTests.Collect("RTM_GETROUTE", 4, RTM_NEWROUTE, RouteMessage.Parse, CapturedRouting.Routes6)).Select(builder.Build);
    }
}
