using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>Networks that are no plain bridge: each has its answer.</summary>
public sealed class NetworkKindTests(LabFixture lab) : IDisposable
{
    private const string Network = "cn-kind";
    private const string Plain = "cn-plain";

    [Theory]
    [InlineData("macvlan")]
    [InlineData("ipvlan")]
    public void A_network_that_is_no_bridge_is_refused_and_nothing_is_made(string driver)
    {
        lab.Inside.Docker("network", "create", "--driver", driver, "--opt", $"parent={Addresses.LabLink}", Network);

        var result = lab.Session.Invoke($"New-BridgedContainer busybox -Network {Network} -- sleep 60");

        Assert.Equal(("NetworkNotBridge", Network), (result.ErrorIds.Single(), result.Errors[0].TargetObject));
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Theory]
    [InlineData("host", "NetworkNotBridge")]
    [InlineData("none", "NetworkNotBridge")]
    [InlineData("nosuchnetwork", "NetworkNotFound")]
    [InlineData("''", "NetworkNotFound")]
    public void A_name_that_is_no_bridge_network_is_refused(string network, string expected)
    {
        Assert.Equal([expected], lab.Session.Invoke($"New-BridgedContainer busybox -Network {network} -- sleep 60").ErrorIds);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Theory]
    [InlineData("-Publish 8080:80")]
    [InlineData("-PublishAll")]
    public void On_an_internal_network_nothing_can_be_published(string publish)
    {
        lab.Inside.Docker("network", "create", "--internal", Network);

        Assert.Equal(["NetworkInternal"], lab.Session.Invoke($"New-BridgedContainer busybox -Network {Network} {publish} -- sleep 60").ErrorIds);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void On_an_internal_network_it_runs_without_a_way_out()
    {
        lab.Inside.Docker("network", "create", "--internal", Network);

        lab.Session.Invoke($"New-BridgedContainer busybox -Name inner -Network {Network} -- sleep 60").OrThrow();

        Assert.Equal("running", lab.Inside.Docker("inspect", "--format", "{{.State.Status}}", "inner"));
        Assert.NotEqual(0, lab.Inside.Try("docker", "exec", "inner", "ping", "-c", "1", "-W", "1", Addresses.Outside4).ExitCode);
    }

    [Theory]
    [InlineData($"{Network},{Plain}")]
    [InlineData($"{Plain},{Network}")]
    public void Beside_an_internal_network_it_publishes_through_the_other(string networks)
    {
        lab.Inside.Docker("network", "create", "--internal", Network);
        lab.Inside.Docker("network", "create", Plain);

        lab.Session.Invoke($"New-BridgedContainer {LabImages.Web} -Network {networks} -Publish 8080:80").OrThrow();

        Assert.Equal(
            "served by cn-web",
            lab.Outside.Run("curl", "-sS", "--max-time", "3", "--retry", "5", "--retry-connrefused", "--retry-delay", "0", $"http://{Addresses.Lab4}:8080/"));
    }

    [Theory]
    [InlineData("gateway_mode_ipv4=routed")]
    [InlineData("gateway_mode_ipv4=nat-unprotected")]
    [InlineData("trusted_host_interfaces=eth7")]
    public void A_network_that_is_open_by_its_own_option_gets_no_guard_and_the_object_says_so(string option)
    {
        lab.Inside.Docker("network", "create", "--opt", $"com.docker.network.bridge.{option}", Network);

        var made = lab.Session.Invoke($"New-BridgedContainer busybox -Name opened -Network {Network} -- sleep 60");

        Assert.Equal("OpenByNetworkOption", made.Property("Guard"));
        Assert.Equal("OpenByNetworkOption", lab.Session.Invoke("Get-Container opened").Property("Guard"));
        Assert.DoesNotContain("CONTAINERNET", lab.Inside.IptablesSave(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        lab.RemoveAllContainers();
        lab.Inside.Try("docker", "network", "rm", Network);
        lab.Inside.Try("docker", "network", "rm", Plain);
    }
}
