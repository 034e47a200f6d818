using System.Text.Json;
using Xunit;

namespace ContainerNet.Lab.Podman;

/// <summary>The cmdlets at a podman service, against the docker command line at the same socket and native tools in the same namespaces.</summary>
public sealed class PodmanTests(LabFixture lab) : IAsyncLifetime
{
    private static readonly string[] s_types = ["net", "uts", "ipc", "pid", "mnt"];
    private PodmanService _podman = null!;

    private OtherEngine Engine => _podman.Engine;

    [Fact]
    public void Containers_are_listed()
    {
        var web = Engine.Invoke("Get-Container web").OrThrow().Single();

        Assert.Equal(("Bridged", "Running"), (web.Properties["Mode"].Value, web.Properties["State"].Value));
        Assert.Equal(Engine.Docker("inspect", "--format", "{{.Id}}", "web"), web.Properties["Id"].Value);
    }

    [Fact]
    public void Interfaces_have_the_addresses_ip_tells_and_the_bridge_of_the_host()
    {
        var host = JsonDocument.Parse(lab.Inside.Ip("-j", "link")).RootElement.EnumerateArray()
            .Single(link => link.GetProperty("ifindex").GetInt32() == Engine.Ip("web", "link", "show", "eth0").Single().GetProperty("link_index").GetInt32());

        Assert.Equal(Engine.Addresses("web"), Engine.Texts("Get-ContainerInterface web | ForEach-Object { foreach ($address in $_.Addresses) { \"$($_.Name) $address\" } }"));
        Assert.Equal([$"podman {host.GetProperty("ifname")} {host.GetProperty("master")} Kernel"],
            Engine.Texts("Get-ContainerInterface web -Name eth0 | ForEach-Object { \"$($_.Network) $($_.HostInterface) $($_.Bridge) $($_.Source)\" }"));
    }

    [Fact]
    public void Namespaces_are_those_of_the_process() => Assert.Equal(
        s_types.Select(type => Engine.Namespace(type, "web")),
        Engine.Texts("foreach ($type in 'net', 'uts', 'ipc', 'pid', 'mnt') { Get-ContainerNamespace web -Type $type | ForEach-Object { \"$($_.Type):[$($_.Inode)]\" } }"));

    [Fact]
    public void A_published_port_is_told_with_what_listens_behind_it() => Assert.Equal(
        ["0.0.0.0:18099->80/tcp Listening web httpd True"],
        Engine.Texts("Get-ContainerPort web | ForEach-Object { \"$_ $($_.Listening) $($_.Listener) $($_.ProcessName) $($_.ExposedToEveryAddress)\" }"));

    [Fact]
    public void A_joined_container_is_in_the_network_of_its_donor()
    {
        Engine.Invoke($"Join-ContainerNetwork busybox -Container web -Name guest -HostConfig {_podman.HostConfig} -- sleep 600").OrThrow();

        Assert.Equal([Engine.Namespace("net", "web"), Engine.Namespace("ipc", "web")], [Engine.Namespace("net", "guest"), Engine.Namespace("ipc", "guest")]);
        Assert.NotEqual(Engine.Namespace("mnt", "web"), Engine.Namespace("mnt", "guest"));
        Assert.Equal("It works.", Engine.Docker("exec", "guest", "wget", "-qO-", "http://127.0.0.1/"));
        Assert.Equal(["Joined web Alive"], Engine.Texts("Get-Container guest | ForEach-Object { \"$($_.Mode) $($_.Donor) $($_.DonorState)\" }"));
    }

    [Theory]
    [InlineData("", "10.88.")]
    [InlineData("-Network bridge", "10.88.")]
    [InlineData("-Network podman -IPAddress 10.88.7.9", "10.88.7.9")]
    public void A_bridged_container_is_made_on_podmans_default_network(string network, string address)
    {
        var made = Engine.Invoke($"New-BridgedContainer busybox -Name made {network} -Publish 18098:80 -HostConfig {_podman.HostConfig} -- httpd -f -p 80").OrThrow().Single();

        Assert.Equal(("Bridged", "Running"), (made.Properties["Mode"].Value, made.Properties["State"].Value));
        Assert.StartsWith(address, Engine.Docker("inspect", "--format", "{{.NetworkSettings.Networks.podman.IPAddress}}", "made"), StringComparison.Ordinal);
        Assert.Equal(["0.0.0.0:18098->80/tcp"], Engine.Texts("Get-ContainerPort made"));
    }

    [Fact]
    public void Of_the_default_network_more_is_asked_by_its_own_name()
    {
        var refused = Engine.Invoke($"New-BridgedContainer busybox -Name made -Network bridge -IPAddress 10.88.7.9 -HostConfig {_podman.HostConfig} -- sleep 600");

        Assert.Equal(["NetworkNotFound"], refused.ErrorIds);
        Assert.DoesNotContain("made", Engine.Docker("ps", "--all", "--format", "{{.Names}}"), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _podman = await PodmanService.StartAsync(lab);
        try
        {
            _podman.Run("web", ["--publish", "18099:80"], "sh", "-c", "echo It works. > /index.html; exec httpd -f -p 80");
        }
        catch
        {
            await _podman.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _podman.DisposeAsync();
}
