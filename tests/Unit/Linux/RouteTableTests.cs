using System.Text;
using ContainerNet.Linux.Proc;
using Xunit;

namespace ContainerNet.Unit.Linux;

public class RouteTableTests
{
    private const string Heading = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                    \n";

    [Fact]
    public void A_closed_container_has_no_route()
    {
        Assert.Equal(new RouteTable(0, false), V4(Heading));
        Assert.Equal(new RouteTable(0, false), V6("""
            00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001       lo
            00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000003 00000000 80200001       lo
            00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo

            """));
    }

    [Fact]
    public void A_bridged_container_has_a_default_route_and_one_to_its_network() =>
        Assert.Equal(new RouteTable(2, true), V4(Heading
            + "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0                                                                               \n"
            + "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0                                                                               \n"));

    [Fact]
    public void A_refused_default_route_leads_nowhere() =>
        Assert.Equal(new RouteTable(1, false), V4(Heading + "*\t00000000\t00000000\t0200\t0\t0\t0\t00000000\t0\t0\t0   \n"));

    [Fact]
    public void A_route_of_lo_does_not_count() =>
        Assert.Equal(new RouteTable(0, false), V4(Heading + "lo\t0000007F\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0   \n"));

    [Fact]
    public void Own_anycast_and_multicast_entries_do_not_count() =>
        Assert.Equal(new RouteTable(1, false), V6("""
            fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
            fe800000000000000000000000000000 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000003 00000000 80300001     eth0
            fe80000000000000540e46fffe0b5ed7 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001     eth0
            ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00000001     eth0

            """));

    private static RouteTable V4(string text) => RouteTable.ParseV4(Encoding.ASCII.GetBytes(text));

    private static RouteTable V6(string text) => RouteTable.ParseV6(Encoding.ASCII.GetBytes(text));
}
