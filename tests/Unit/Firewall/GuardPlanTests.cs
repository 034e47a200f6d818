using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class GuardPlanTests
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public void A_running_bridged_container_of_ours_is_guarded_at_each_of_its_addresses()
    {
        var front = _engine.Networks.Add("front");
        var plan = Plan(ours: true, "bridge", details => details with
        {
            Endpoints =
            [
                new ContainerEndpoint { Network = "bridge", IPAddress = "172.17.0.2" },
                new ContainerEndpoint { Network = "front", NetworkId = front.Id, IPAddress = "172.18.0.2", IPv6Address = "fd00::2" },
            ],
        });

        Assert.Equal(GuardState.Guarded, plan.State);
        Assert.Equal(
            [new("172.17.0.2", "docker0"), new("172.18.0.2", front.BridgeName), new GuardedAddress("fd00::2", front.BridgeName)], plan.Target!.Addresses);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.3.2.1", true)]
    [InlineData("0.0.0.0", false)]
    public void A_port_on_the_hosts_loopback_is_told(string hostIP, bool expected)
    {
        var plan = Plan(ours: true, "bridge", details => WithAddress(details) with
        {
            Ports = [new PublishedPort { HostIP = hostIP, HostPort = 8080, ContainerPort = 80, Protocol = "tcp" }],
        });

        Assert.Equal(expected, plan.Target!.LoopbackPublished);
    }

    [Theory]
    [InlineData(false, "bridge")]
    [InlineData(true, "none")]
    [InlineData(true, "host")]
    [InlineData(true, "container:abcd")]
    [InlineData(true, "lan")]
    public void What_is_not_ours_or_not_bridged_has_no_guard(bool ours, string networkMode)
    {
        _engine.Networks.Add("lan", "macvlan");

        Assert.Equal(new GuardPlan(GuardState.NotApplicable, null), Plan(ours, networkMode, WithAddress));
    }

    [Fact]
    public void A_container_that_does_not_run_has_nothing_to_guard() =>
        Assert.Equal(new GuardPlan(GuardState.NotApplicable, null), Plan(ours: true, "bridge", static details => details));

    [Fact]
    public void A_guard_that_was_not_wanted_is_off() =>
        Assert.Equal(GuardState.Off, Plan(ours: true, "bridge", static details => WithAddress(details) with
        {
            Labels = new() { [LabelNames.Made] = "1", [LabelNames.Guard] = "off" },
        }).State);

    [Theory]
    [InlineData("gateway_mode_ipv4", "routed", "OpenByNetworkOption")]
    [InlineData("gateway_mode_ipv4", "nat-unprotected", "OpenByNetworkOption")]
    [InlineData("trusted_host_interfaces", "eth1", "OpenByNetworkOption")]
    [InlineData("gateway_mode_ipv4", "nat", "Guarded")]
    [InlineData("gateway_mode_ipv6", "routed", "Guarded")]
    public void A_network_that_is_open_on_purpose_stays_open(string option, string value, string expected)
    {
        _engine.Networks.Add("front", "bridge", ($"com.docker.network.bridge.{option}", value));

        var plan = Plan(ours: true, "front", static details => details with
        {
            Endpoints = [new ContainerEndpoint { Network = "front", IPAddress = "172.18.0.2" }],
        });

        Assert.Equal(expected, plan.State.ToString());
    }

    private static ContainerDetails WithAddress(ContainerDetails details) =>
        details with { Endpoints = [new ContainerEndpoint { Network = "bridge", IPAddress = "172.17.0.2" }] };

    private GuardPlan Plan(bool ours, string networkMode, Func<ContainerDetails, ContainerDetails> change) =>
        GuardPlan.For(_engine.Containers.Add("one", "running", ours, networkMode, change: change), _engine.Networks.All);
}
