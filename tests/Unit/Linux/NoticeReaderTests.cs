using System.Buffers.Binary;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Linux;

public class NoticeReaderTests
{
    private const byte AF_BRIDGE = 7;

    [Fact]
    public void A_link_that_is_gone_is_told_with_its_namespace()
    {
        var notice = Assert.IsType<LinkNotice>(NoticeReader.Read(First(RTM_DELLINK), 5)[0]);
        Assert.Equal((5, "lo", true), (notice.NamespaceId, notice.Link.Name, notice.Gone));
    }

    [Fact]
    public void An_address_is_told() =>
        Assert.Equal([127, 0, 0, 1], Assert.IsType<AddressNotice>(NoticeReader.Read(Captured.Addresses[0], null)[0]).Address.Local);

    [Fact]
    public void A_bridge_s_word_about_its_port_is_passed_over()
    {
        var datagram = First(RTM_NEWLINK);
        datagram[MessageReader.HeaderSize] = AF_BRIDGE;
        Assert.Empty(NoticeReader.Read(datagram, null));
    }

    [Fact]
    public void A_number_that_was_taken_back_is_told()
    {
        var datagram = First(RTM_DELNSID);
        Assert.IsType<NamespaceGoneNotice>(NoticeReader.Read(datagram, null)[0]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("1400000000000000" + "0e010000" + "08000000" + "07000000" + "00000000", 7)]
    [InlineData("1400000000000000" + "0e010000" + "03000000" + "09000000" + "00000000", null)]
    [InlineData("1400000000000000" + "01000000" + "08000000" + "09000000" + "00000000" + "1400000000000000" + "0e010000" + "08000000" + "07000000", 7)]
    public void The_namespace_stands_beside_the_datagram(string hex, int? id) =>
        Assert.Equal(id, ControlReader.NamespaceId(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("0000000000000000" + "0e010000" + "08000000")]
    [InlineData("ff00000000000000" + "0e010000" + "08000000")]
    [InlineData("ffffffffffffffff" + "0e010000" + "08000000")]
    public void A_length_that_does_not_fit_is_a_typed_error(string hex) =>
        Assert.Equal(Errno.EBADMSG, Assert.Throws<KernelException>(() => ControlReader.NamespaceId(Convert.FromHexString(hex))).Errno);

    /// <summary>The first message of the captured links, under another type.</summary>
    private static byte[] First(int type)
    {
        var datagram = Captured.Links[0][..BinaryPrimitives.ReadInt32LittleEndian(Captured.Links[0])];
        BinaryPrimitives.WriteUInt16LittleEndian(datagram.AsSpan(4), (ushort)type);
        return datagram;
    }
}
