using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Linux;

public class NetlinkMessageTests
{
    [Fact]
    public void Every_link_of_a_captured_dump_is_read_in_its_order()
    {
        var links = Collect("RTM_GETLINK", Captured.LinksSequence, RTM_NEWLINK, LinkMessage.Parse, Captured.Links);

        Assert.Equal(["lo", "eth0", "br0", "d0", "mv0", "v2", "v1", "v3", "vx0", "tun0", "tap0"], links.Select(link => link.Name));
        Assert.Equal(["", "veth", "bridge", "ifb", "macvlan", "veth", "veth", "veth", "vxlan", "tun", "tun"], links.Select(link => link.Kind));
    }

    [Fact]
    public void A_dump_that_was_interrupted_says_so()
    {
        var datagram = (byte[])Captured.Addresses[0].Clone();
        datagram[6] |= NLM_F_DUMP_INTR;
        var dump = new DumpCollector<AddressMessage>("RTM_GETADDR", Captured.AddressesSequence, RTM_NEWADDR, AddressMessage.Parse);
        dump.Take(datagram);

        Assert.True(dump.Interrupted);
    }

    [Fact]
    public void An_answer_to_another_request_is_refused()
    {
        var dump = new DumpCollector<LinkMessage>("RTM_GETLINK", 99, RTM_NEWLINK, LinkMessage.Parse);
        Assert.Equal(Errno.EBADMSG, Assert.Throws<KernelException>(() => dump.Take(Captured.Links[0])).Errno);
    }

    [Fact]
    public void A_link_message_is_not_an_address_message()
    {
        var dump = new DumpCollector<AddressMessage>("RTM_GETADDR", Captured.LinksSequence, RTM_NEWADDR, AddressMessage.Parse);
        Assert.Throws<KernelException>(() => dump.Take(Captured.Links[0]));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("0f00000010000000010000000000000000")]
    [InlineData("ff00000010000000010000000000000000")]
    [InlineData("ffffffff10000000010000000000000000")]
    [InlineData("18000000100000000100000000000000" + "0000000000000000")]
    [InlineData("24000000100000000100000000000000" + "00000100010000000100000000000000" + "03000300")]
    [InlineData("24000000100000000100000000000000" + "00000100010000000100000000000000" + "ff000300")]
    [InlineData("22000000100000000100000000000000" + "00000100010000000100000000000000" + "0400")]
    [InlineData("26000000100000000100000000000000" + "00000100010000000100000000000000" + "060004000000")]
    public void Bytes_that_make_no_sense_are_a_typed_error(string hex)
    {
        var dump = new DumpCollector<LinkMessage>("RTM_GETLINK", 1, RTM_NEWLINK, LinkMessage.Parse);
        Assert.Equal(Errno.EBADMSG, Assert.Throws<KernelException>(() => dump.Take(Convert.FromHexString(hex))).Errno);
    }

    [Fact]
    public void The_kernel_s_own_words_stand_in_the_error()
    {
        // NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS, sequence 1: -EPERM, the request's header, NLMSGERR_ATTR_MSG "no way".
        var answer = Convert.FromHexString(
            "30000000" + "0200" + "0003" + "01000000" + "00000000" + "ffffffff"
            + "14000000" + "1200" + "0103" + "01000000" + "00000000" + "0b000100" + "6e6f2077617900" + "00");
        var dump = new DumpCollector<LinkMessage>("RTM_GETLINK", 1, RTM_NEWLINK, LinkMessage.Parse);
        var error = Assert.Throws<KernelException>(() => dump.Take(answer));

        Assert.True(error.IsDenied);
        Assert.Contains("no way", error.Message, StringComparison.Ordinal);
    }

    internal static List<T> Collect<T>(string operation, uint sequence, int type, MessageParser<T> parse, byte[][] datagrams)
    {
        var dump = new DumpCollector<T>(operation, sequence, type, parse);
        var last = false;
        foreach (var datagram in datagrams) last = dump.Take(datagram);
        Assert.True(last);
        return dump.Items;
    }
}
