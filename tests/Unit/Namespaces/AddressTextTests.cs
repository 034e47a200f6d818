using System.Net;
using ContainerNet.Linux;
using ContainerNet.Services.Namespaces;
using Xunit;

namespace ContainerNet.Unit.Namespaces;

public class AddressTextTests
{
    [Theory]
    [InlineData("c0a80101", "192.168.1.1")]
    [InlineData("00000000000000000000000000000000", "::")]
    [InlineData("00000000000000000000000000000001", "::1")]
    [InlineData("0000000000000000000000000a010203", "::10.1.2.3")]
    [InlineData("00000000000000000000ffff0a010203", "::ffff:10.1.2.3")]
    [InlineData("fe8000000000000000005efec0a80001", "fe80::5efe:c0a8:1")]
    [InlineData("20010db8000000010000000000000001", "2001:db8:0:1::1")]
    [InlineData("20010000000100000000000100000001", "2001:0:1::1:0:1")]
    [InlineData("20010db8000100000001000100010001", "2001:db8:1:0:1:1:1:1")]
    [InlineData("fd000000000000000000000000000000", "fd00::")]
    [InlineData("0001000200030004000500060007ffff", "1:2:3:4:5:6:7:ffff")]
    public void A_network_address_is_written_as_inet_ntop_writes_it(string hex, string text) =>
        Assert.Equal(text, AddressText.Network(Convert.FromHexString(hex)));

    [Fact]
    public void What_is_written_means_the_same_address()
    {
        var random = new Random(7);
        var bytes = new byte[16];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            for (var i = 0; i < bytes.Length; i++) bytes[i] = random.Next(2) == 0 ? (byte)0 : bytes[i];
            Assert.Equal(bytes, IPAddress.Parse(AddressText.Network(bytes)).GetAddressBytes());
        }
    }

    [Theory]
    [InlineData("0a010203", 768, "10.1.2.3")]
    [InlineData("0a010203", 1, "0a:01:02:03")]
    [InlineData("fd000000000000000000000000000001", 769, "fd00::1")]
    [InlineData("0242ac110002", 1, "02:42:ac:11:00:02")]
    [InlineData("", 65534, "")]
    public void A_link_layer_address_is_written_as_its_type_demands(string hex, int type, string text) =>
        Assert.Equal(text, AddressText.Link(Convert.FromHexString(hex), type));

    [Fact]
    public void Five_bytes_are_no_network_address() =>
        Assert.Equal(Errno.EBADMSG, Assert.Throws<KernelException>(() => AddressText.Network(new byte[5])).Errno);
}
