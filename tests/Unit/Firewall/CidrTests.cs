using System.Net;
using ContainerNet.Services;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class CidrTests
{
    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData(" 192.0.2.129/25 ", "192.0.2.128/25")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:DB8:0:0::7", "2001:db8::7/128")]
    [InlineData("2001:db8:ffff::/33", "2001:db8:8000::/33")]
    [InlineData("::/0", "::/0")]
    public void A_network_is_spelled_as_iptables_spells_it(string text, string expected) => Assert.Equal(expected, Cidr.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/08x")]
    [InlineData("::/129")]
    [InlineData("10.0.0/8")]
    [InlineData("any")]
    [InlineData("10.0.0.1 -j ACCEPT")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1%eth0")]
    public void What_is_no_network_is_refused(string text) =>
        Assert.Equal(ErrorId.AddressInvalid, Assert.Throws<ContainerNetException>(() => Cidr.Parse(text)).Id);

    [Fact]
    public void Every_length_keeps_its_bits_and_no_more()
    {
        for (var length = 0; length <= 32; length++)
        {
            var mask = length == 0 ? 0 : uint.MaxValue << (32 - length);
            Assert.Equal($"{new IPAddress([(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask])}/{length}", Cidr.Of(IPAddress.Broadcast, length));
        }
    }
}
