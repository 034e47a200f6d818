using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.Linux;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Namespaces;

public class IpAddressFormatTests
{
    [Fact]
    public void The_blocks_are_what_ip_addr_printed_byte_for_byte() =>
        Assert.Equal(Captured.IpAddr, string.Concat(Build().Select(link => link + "\n")));

    [Fact]
    public void A_namespace_without_an_id_for_the_peer_s_prints_unknown() =>
        Assert.Contains(" link-netnsid unknown\n", Build(static _ => -1).Single(link => link.Name == "eth0").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_program_on_the_fast_path_stands_before_the_queue_discipline() =>
        Assert.StartsWith("2: eth0: <UP> mtu 1500 xdpgeneric/id:7 qdisc noop ", (Plain() with { Xdp = LinkNumbers.Xdp(2, 7), QueueDiscipline = "noop" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_link_without_flags_on_one_that_is_down_has_a_comma_before_M_DOWN() =>
        Assert.StartsWith("2: eth0@eth1: <,M-DOWN> mtu 1500 ", (Plain() with { LinkName = "eth1", Flags = LinkFlagNames.NamesOf(0, true) }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_permanent_address_is_printed_where_it_differs() =>
        Assert.EndsWith("link/ether 02:00:00:00:00:01 permaddr 02:00:00:00:00:02", (Plain() with { PermanentAddress = "02:00:00:00:00:02" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_preferred_lifetime_of_a_deprecated_address_is_signed()
    {
        var address = new InterfaceAddress
        {
            Family = "inet6", Address = "fd00::1", PrefixLength = 64, Scope = "global", Flags = ["deprecated", "dynamic"],
            ValidLifetime = 4_000_000_000, PreferredLifetime = 4_294_967_290,
        };
        Assert.EndsWith("valid_lft 4000000000sec preferred_lft -6sec", (Plain() with { Addresses = [address] }).ToString(), StringComparison.Ordinal);
    }

    private static ContainerInterface Plain() => new()
    {
        Name = "eth0", Index = 2, Mtu = 1500, Flags = ["UP"], LinkType = "ether", MacAddress = "02:00:00:00:00:01",
    };

    private static ContainerInterface[] Build(Func<int, int>? translate = null)
    {
        var links = NetlinkMessageTests.Collect("RTM_GETLINK", Captured.LinksSequence, RTM_NEWLINK, LinkMessage.Parse, Captured.Links);
        foreach (var link in links) link.InnerLinkNamespaceId = link.LinkNamespaceId is { } id && translate is not null ? translate(id) : null;
        var addresses = NetlinkMessageTests.Collect("RTM_GETADDR", Captured.AddressesSequence, RTM_NEWADDR, AddressMessage.Parse, Captured.Addresses);
        return new InterfaceBuilder(new NamespaceContents(1, null, links, addresses), null, []).Build("", "");
    }
}
