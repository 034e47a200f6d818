using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>What the engine, or we in its place, refuse: one error with its id, and nothing is left.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly LabFixture _lab;

    public RefusalTests(LabFixture lab)
    {
        _lab = lab;
        lab.RemoveAllContainers();
        lab.Inside.Docker("network", "create", "--subnet", "10.123.0.0/24", "subnet");
    }

    [Theory]
    [InlineData("New-HostContainer busybox -Hostname other -HostConfig @{ UTSMode = 'host' }", "NetworkModeConflict")]
    [InlineData("New-BridgedContainer busybox -IPAddress 172.17.0.99", "NetworkAddressRefused")]
    [InlineData("New-BridgedContainer busybox -NetworkAlias web", "NetworkAddressRefused")]
    [InlineData("New-BridgedContainer busybox -Network subnet -IPAddress 10.9.9.9", "NetworkAddressRefused")]
    [InlineData("New-BridgedContainer busybox -Network subnet -IPAddress 10.123.0.1", "AddressInUse")]
    [InlineData("New-BridgedContainer busybox -Network nosuch", "NetworkNotFound")]
    [InlineData("New-BridgedContainer busybox -Network subnet,nosuch", "NetworkNotFound")]
    [InlineData("New-BridgedContainer busybox -Network none", "NetworkNotBridge")]
    [InlineData("New-BridgedContainer busybox -Network subnet,host", "NetworkNotBridge")]
    [InlineData("New-BridgedContainer busybox -Publish 80:99999", "PublishInvalid")]
    [InlineData("New-BridgedContainer busybox -Publish 80-81:80-82", "PublishInvalid")]
    [InlineData("New-BridgedContainer busybox -HostConfig @{ NetworkMode = 'container:' }", "HostConfigConflict")]
    [InlineData("New-HostContainer busybox -HostConfig @{ PortBindings = @{} }", "HostConfigConflict")]
    [InlineData("New-HostContainer busybox -HostConfig @{ Links = @('a:b') }", "HostConfigConflict")]
    [InlineData("New-ClosedContainer busybox -HostConfig @{ PortBindings = @{ '80/tcp' = @(@{ HostPort = '8080' }) } }", "HostConfigConflict")]
    [InlineData("New-ClosedContainer busybox -HostConfig @{ PublishAllPorts = $true }", "HostConfigConflict")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -HostConfig @{ PortBindings = @{} }", "HostConfigConflict")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -HostConfig @{ Dns = @('1.1.1.1') }", "HostConfigConflict")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -HostConfig @{ ExtraHosts = @('a:1.1.1.1') }", "HostConfigConflict")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -HostConfig @{ Links = @('a:b') }", "HostConfigConflict")]
    [InlineData("New-ClosedContainer busybox -Name donor", "ContainerNameInUse")]
    public void It_has_its_id_and_leaves_nothing(string command, string expected)
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "600");

        var result = _lab.Session.Invoke($"{command} -- sleep 600");

        Assert.Equal([expected], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal("donor", _lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    [Theory]
    [InlineData("create --name it --network container:it busybox", "DonorIsSelf")]
    [InlineData("create --name it --network container:stopped busybox", "DonorNotRunning")]
    [InlineData("create --name it --network container:private --ipc container:private busybox", "DonorIpcPrivate")]
    [InlineData("create --name it --publish 8080:80 busybox", "PortInUse")]
    [InlineData("create --name it --network subnet --ip 10.123.0.9 busybox", "AddressInUse")]
    [InlineData("create --name it busybox nosuchcommand", "CommandNotFound")]
    public void Start_Container_tells_what_the_engine_refuses(string create, string expected)
    {
        _lab.Inside.Docker("create", "--name", "stopped", "busybox");
        _lab.Inside.Docker("run", "--detach", "--name", "private", "--ipc", "private", "--publish", "8080:80", "busybox", "sleep", "600");
        _lab.Inside.Docker("run", "--detach", "--network", "subnet", "--ip", "10.123.0.9", "busybox", "sleep", "600");
        _lab.Inside.Docker(create.Split(' '));

        Assert.Equal([expected], _lab.Session.Invoke("Start-Container it").ErrorIds);
    }

    [Fact]
    public void Start_Container_tells_a_donor_that_is_gone()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "600");
        _lab.Inside.Docker("create", "--name", "it", "--network", "container:donor", "busybox");
        _lab.Inside.Docker("rm", "--force", "donor");

        Assert.Equal(["DonorNotFound"], _lab.Session.Invoke("Start-Container it").ErrorIds);
    }

    [Fact]
    public void A_network_that_is_no_bridge_or_leads_nowhere_is_refused()
    {
        _lab.Inside.Docker("network", "create", "--driver", "macvlan", "--opt", "parent=cnlab0", "lan");
        _lab.Inside.Docker("network", "create", "--internal", "inner");
        try
        {
            Assert.Equal(["NetworkNotBridge"], _lab.Session.Invoke("New-BridgedContainer busybox -Network lan -- sleep 600").ErrorIds);
            Assert.Equal(["NetworkInternal"], _lab.Session.Invoke("New-BridgedContainer busybox -Network inner -Publish 80 -- sleep 600").ErrorIds);
            Assert.Equal("", _lab.Inside.Docker("ps", "--all", "--quiet"));
        }
        finally
        {
            _lab.Inside.Docker("network", "rm", "lan", "inner");
        }
    }

    [Fact]
    public async Task The_hosts_network_is_not_for_remapped_users()
    {
        await _lab.Lab.Engine.RestartAsync(["--userns-remap=default"]);
        try
        {
            Assert.Equal(["HostNetworkNotPermitted"], _lab.Session.Invoke("New-HostContainer busybox -- sleep 600").ErrorIds);
        }
        finally
        {
            await _lab.Lab.Engine.RestartAsync([]);
        }
    }

    [Fact]
    public async Task An_engine_that_keeps_no_firewall_cannot_keep_the_guard()
    {
        await _lab.Lab.Engine.StopAsync();
        _lab.Inside.Run("iptables", "-t", "nat", "-F");
        _lab.Inside.Run("iptables", "-t", "nat", "-X");
        await _lab.Lab.Engine.StartAsync(["--iptables=false"]);
        try
        {
            Assert.Equal(["EngineWithoutFirewall"], _lab.Session.Invoke("New-BridgedContainer busybox -- sleep 600").ErrorIds);
            Assert.Equal("", _lab.Inside.Docker("ps", "--all", "--quiet"));
            _lab.Session.Invoke("New-BridgedContainer busybox -NoGuard -- sleep 600").OrThrow();
        }
        finally
        {
            await _lab.Lab.Engine.RestartAsync([]);
        }
    }

    public void Dispose()
    {
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", "subnet");
    }
}
