using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class AddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.1", "::ffff:10.0.0.1")]
    public void An_address_is_read_and_spelled_as_usual(string text, string expected) => Assert.Equal(expected, IpText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.256")]
    [InlineData("0x7f.0.0.1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1/24")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1/64")]
    [InlineData("1:2:3")]
    [InlineData("::ffff:01.2.3.4")]
    [InlineData("localhost")]
    public void What_Go_would_not_read_is_no_address(string text) => Refused(text, () => IpText.Parse(text));

    [Theory]
    [InlineData("02:42:ac:11:00:02")]
    [InlineData("02-42-AC-11-00-02")]
    [InlineData("0242.ac11.0002")]
    [InlineData("0242ac110002")]
    public void A_MAC_address_is_read_in_each_spelling(string text) => Assert.Equal("02:42:ac:11:00:02", MacAddressText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("02:42:ac:11:00")]
    [InlineData("02:42:ac:11:00:02:03")]
    [InlineData("02:42:ac:11:00:0g")]
    [InlineData("2:42:ac:11:0:2")]
    [InlineData("02:42-ac:11:00:02")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    public void What_no_interface_can_have_is_no_MAC_address(string text) => Refused(text, () => MacAddressText.Parse(text));

    [Theory]
    [InlineData("web:10.0.0.1", "web:10.0.0.1")]
    [InlineData("web=10.0.0.1", "web:10.0.0.1")]
    [InlineData("web:::1", "web:::1")]
    [InlineData("web=[::1]", "web:::1")]
    [InlineData("web:[2001:db8::1]", "web:2001:db8::1")]
    [InlineData("outside:host-gateway", "outside:host-gateway")]
    public void A_host_and_its_address_are_read(string text, string expected) => Assert.Equal(expected, ExtraHost.Parse(text));

    [Theory]
    [InlineData("web")]
    [InlineData(":10.0.0.1")]
    [InlineData("=10.0.0.1")]
    [InlineData("web:")]
    [InlineData("web:elsewhere")]
    [InlineData("web=gateway-host")]
    [InlineData("a:b=10.0.0.1")]
    [InlineData("a b=10.0.0.1")]
    public void A_host_without_an_address_is_refused(string text) => Refused(text, () => ExtraHost.Parse(text));

    private static void Refused(string text, Func<string> read)
    {
        var error = Assert.Throws<ContainerNetException>(read);
        Assert.Equal((ErrorId.AddressInvalid, text), (error.Id, error.Target));
    }
}
