using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>What only a bridged container can be given, as the engine's inspect and the kernel show it.</summary>
public sealed class BridgedParameterTests : IDisposable
{
    private const string Network = "cn-params";
    private readonly LabFixture _lab;

    public BridgedParameterTests(LabFixture lab)
    {
        _lab = lab;
        lab.Inside.Docker("network", "create", "--subnet", "10.99.0.0/24", "--ipv6", "--subnet", "fd00:99::/64", Network);
    }

    [Theory]
    [InlineData("-Dns 9.9.9.9,fd00::53", "{{json .HostConfig.Dns}}", """["9.9.9.9","fd00::53"]""")]
    [InlineData("-DnsSearch one.test,two.test", "{{json .HostConfig.DnsSearch}}", """["one.test","two.test"]""")]
    [InlineData("-AddHost @{ db = '10.0.0.1' }, web:10.0.0.2", "{{json .HostConfig.ExtraHosts}}", """["db:10.0.0.1","web:10.0.0.2"]""")]
    [InlineData("-Expose 81,53/udp", "{{json .Config.ExposedPorts}}", """{"53/udp":{},"81/tcp":{}}""")]
    [InlineData("-PublishAll", "{{.HostConfig.PublishAllPorts}}", "true")]
    [InlineData("-Hostname box", "{{.Config.Hostname}}", "box")]
    [InlineData("-MacAddress 02-11-22-33-44-55", "{{.Config.MacAddress}}", "02:11:22:33:44:55")]
    [InlineData("-RestartPolicy on-failure:3", "{{.HostConfig.RestartPolicy}}", "{on-failure 3}")]
    [InlineData("-CapAdd NET_ADMIN,CAP_SYS_TIME -Privileged", "{{.HostConfig.CapAdd}} {{.HostConfig.Privileged}}", "[CAP_NET_ADMIN CAP_SYS_TIME] true")]
    [InlineData("-Publish 53:53/sctp", "{{json .HostConfig.PortBindings}}", """{"53/sctp":[{"HostIp":"","HostPort":"53"}]}""")]
    [InlineData("-Name plain", "{{.HostConfig.IpcMode}} {{.HostConfig.NetworkMode}}", "shareable bridge")]
    public void What_is_asked_for_is_what_the_engine_was_told(string arguments, string format, string expected)
    {
        var made = _lab.Session.Invoke($"New-BridgedContainer busybox -NoStart {arguments} -- true");

        Assert.Equal(expected, _lab.Inside.Docker("inspect", "--format", format, $"{made.Property("Id")}"));
    }

    [Fact]
    public void A_fixed_address_of_each_family_and_a_MAC_address_stand_on_the_interface()
    {
        _lab.Session.Invoke($"New-BridgedContainer busybox -Name fixed -Network {Network} -IPAddress 10.99.0.50,fd00:99::50 -MacAddress 02:11:22:33:44:55 -- sleep 60").OrThrow();

        var seen = Kernel.InNetwork(_lab, Kernel.ProcessId(_lab, "fixed"), "ip", "addr", "show", "dev", "eth0");
        Assert.Contains("inet 10.99.0.50/24", seen, StringComparison.Ordinal);
        Assert.Contains("inet6 fd00:99::50/64", seen, StringComparison.Ordinal);
        Assert.Contains("link/ether 02:11:22:33:44:55", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_addresses_of_one_family_are_refused() => Assert.Equal(
        ["ParameterConflict"], _lab.Session.Invoke($"New-BridgedContainer busybox -Network {Network} -IPAddress 10.99.0.50,10.99.0.51 -- true").ErrorIds);

    [Fact]
    public void A_neighbour_on_the_network_finds_it_by_its_alias()
    {
        _lab.Session.Invoke($"New-BridgedContainer {LabImages.Web} -Name served -Network {Network} -NetworkAlias shop").OrThrow();

        var page = _lab.Session.Invoke($"New-BridgedContainer busybox -Network {Network} -AutoRemove -Wait -- wget -qO- http://shop/").OrThrow();

        Assert.Equal("served by cn-web", page.Single().ToString());
    }

    [Fact]
    public void Every_exposed_port_is_published_where_the_engine_chose_and_the_object_says_where()
    {
        var port = _lab.Session.Invoke($"(New-BridgedContainer {LabImages.Web} -PublishAll).PublishedPorts[0].HostPort").OrThrow().Single();

        Assert.Equal("served by cn-web", Fetch($"http://{Addresses.Lab4}:{port}/"));
    }

    [Theory]
    [InlineData($"[{Addresses.Lab6}]:8091:80", $"http://[{Addresses.Lab6}]:8091/")]
    [InlineData("8092:80", $"http://[{Addresses.Lab6}]:8092/")]
    [InlineData($"{Addresses.Lab4}:8093:80", $"http://{Addresses.Lab4}:8093/")]
    [InlineData("8094-8095:80", $"http://{Addresses.Lab4}:8094/")]
    public void A_published_port_is_reached_from_outside_at_the_address_it_was_given(string publish, string page)
    {
        _lab.Session.Invoke($"New-BridgedContainer {LabImages.Web} -Publish '{publish}'").OrThrow();

        Assert.Equal("served by cn-web", Fetch(page));
    }

    [Theory]
    [InlineData("8096:80", true)]
    [InlineData("0.0.0.0:8096:80", true)]
    [InlineData("[::]:8096:80", true)]
    [InlineData("127.0.0.1:8096:80", false)]
    public void A_port_published_on_every_address_is_said_on_the_verbose_stream(string publish, bool said)
    {
        var made = _lab.Session.Invoke($"New-BridgedContainer busybox -NoStart -Publish '{publish}' -Verbose -- true");

        made.OrThrow();
        Assert.Equal(said, made.Verbose.Any(line => line.Contains("8096:80", StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", Network);
    }

    private string Fetch(string page) =>
        _lab.Outside.Run("curl", "-sS", "--globoff", "--max-time", "3", "--retry", "5", "--retry-connrefused", "--retry-delay", "0", page);
}
