using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class NameAndPolicyTests
{
    [Theory]
    [InlineData("web")]
    [InlineData("w1")]
    [InlineData("Web_1.2-3")]
    public void A_name_by_the_engines_rule_is_taken(string name) => Assert.Equal(name, ContainerName.Check(name));

    [Theory]
    [InlineData("")]
    [InlineData("w")]
    [InlineData("-web")]
    [InlineData("/web")]
    [InlineData("web 1")]
    [InlineData("web\n")]
    [InlineData("wéb")]
    public void Another_name_is_refused(string name) => Refused(ErrorId.ContainerNameInvalid, () => ContainerName.Check(name));

    [Theory]
    [InlineData("no")]
    [InlineData("always")]
    [InlineData("unless-stopped")]
    [InlineData("on-failure")]
    [InlineData("on-failure:3")]
    [InlineData("Always")]
    public void A_restart_policy_of_docker_is_taken(string policy) => Assert.Equal(policy.ToLowerInvariant(), RestartPolicyText.Parse(policy, autoRemove: false));

    [Theory]
    [InlineData("sometimes")]
    [InlineData("always:3")]
    [InlineData("on-failure:")]
    [InlineData("on-failure:-1")]
    [InlineData("on-failure:x")]
    public void Another_policy_is_refused(string policy) => Refused(ErrorId.ArgumentInvalid, () => RestartPolicyText.Parse(policy, autoRemove: false));

    [Theory]
    [InlineData("always")]
    [InlineData("on-failure:3")]
    public void A_container_removed_at_its_end_does_not_restart(string policy) =>
        Refused(ErrorId.ParameterConflict, () => RestartPolicyText.Parse(policy, autoRemove: true));

    [Theory]
    [InlineData("no", "no")]
    [InlineData(null, null)]
    [InlineData("", null)]
    public void No_restart_goes_with_removal(string? policy, string? expected) => Assert.Equal(expected, RestartPolicyText.Parse(policy, autoRemove: true));

    [Fact]
    public void Capabilities_are_spelled_in_full_and_once() =>
        Assert.Equal(["CAP_NET_ADMIN", "CAP_SYS_TIME", "ALL"], CapabilityNames.Parse(["net_admin", "CAP_NET_ADMIN", "Cap_Sys_Time", "all"], "-CapAdd"));

    [Theory]
    [InlineData("")]
    [InlineData("CAP_")]
    [InlineData("NET ADMIN")]
    [InlineData("NET-ADMIN")]
    public void What_is_no_name_of_a_capability_is_refused(string name) => Refused(ErrorId.ArgumentInvalid, () => CapabilityNames.Parse([name], "-CapAdd"));

    private static void Refused(ErrorId id, Func<object?> read) => Assert.Equal(id, Assert.Throws<ContainerNetException>(read).Id);
}
