using ContainerNet.Services;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class GuardTargetTests
{
    private static readonly string s_id = new('0', 64);

    [Theory]
    [InlineData("docker0")]
    [InlineData("br-0123456789ab")]
    [InlineData("my.bridge_1")]
    public void A_bridge_name_of_the_kernel_is_taken(string bridge) =>
        Assert.Equal(bridge, Assert.Single(new GuardTarget(s_id, [new GuardedAddress("10.0.0.2", bridge)], false).Parsed()).Bridge);

    [Theory]
    [InlineData("10.0.0.2", "")]
    [InlineData("10.0.0.2", "br 1")]
    [InlineData("10.0.0.2", "br\n-F")]
    [InlineData("10.0.0.2", "br+")]
    [InlineData("10.0.0.2", "-j")]
    [InlineData("10.0.0.2", "!")]
    [InlineData("10.0.0.2", "\"br")]
    [InlineData("10.0.0.2", "0123456789abcdef")]
    [InlineData("10.0.0.2 -j ACCEPT", "docker0")]
    [InlineData("", "docker0")]
    public void What_no_rule_can_carry_is_refused(string address, string bridge)
    {
        var target = new GuardTarget(s_id, [new GuardedAddress(address, bridge)], false);

        Assert.Equal(ErrorId.FirewallWriteFailed, Assert.Throws<ContainerNetException>(() => target.Parsed().ToList()).Id);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000\"")]
    public void What_is_no_container_id_is_refused(string id) =>
        Assert.Throws<ContainerNetException>(() => new GuardTarget(id, [], false).Parsed().ToList());

    [Fact]
    public void A_scope_does_not_get_into_a_rule() =>
        Assert.Equal("fe80::1", Assert.Single(new GuardTarget(s_id, [new GuardedAddress("fe80::1%1", "docker0")], false).Parsed()).Address.ToString());
}
