using System.Text.Json;
using ContainerNet.Lab.Modes;
using Xunit;

namespace ContainerNet.Lab.Podman;

/// <summary>The cmdlets at a podman service, against the docker command line at the same socket and native tools in the same namespaces.</summary>
public sealed class PodmanTests(LabFixture lab) : IAsyncLifetime
{
    private static readonly string[] s_types = ["net", "uts", "ipc", "pid", "mnt"];
    private PodmanService _podman = null!;

    [Fact]
    public void Containers_are_listed()
    {
        var web = Invoke("Get-Container web").OrThrow().Single();

        Assert.Equal(("Bridged", "Running"), (web.Properties["Mode"].Value, web.Properties["State"].Value));
        Assert.Equal(_podman.Docker("inspect", "--format", "{{.Id}}", "web"), web.Properties["Id"].Value);
    }

    [Fact]
    public void Interfaces_have_the_addresses_ip_tells_and_the_bridge_of_the_host()
    {
        var expected = Ip("-j", "addr").SelectMany(static link => link.GetProperty("addr_info").EnumerateArray()
            .Select(address => $"{link.GetProperty("ifname")} {address.GetProperty("local")}/{address.GetProperty("prefixlen")}"));
        var host = JsonDocument.Parse(lab.Inside.Ip("-j", "link")).RootElement.EnumerateArray()
            .Single(link => link.GetProperty("ifindex").GetInt32() == Ip("-j", "link", "show", "eth0").Single().GetProperty("link_index").GetInt32());

        Assert.Equal(expected, Texts("Get-ContainerInterface web | ForEach-Object { foreach ($address in $_.Addresses) { \"$($_.Name) $address\" } }"));
        Assert.Equal([$"podman {host.GetProperty("ifname")} {host.GetProperty("master")} Kernel"],
            Texts("Get-ContainerInterface web -Name eth0 | ForEach-Object { \"$($_.Network) $($_.HostInterface) $($_.Bridge) $($_.Source)\" }"));
    }

    [Fact]
    public void Namespaces_are_those_of_the_process() => Assert.Equal(
        s_types.Select(type => Link(type, "web")),
        Texts("foreach ($type in 'net', 'uts', 'ipc', 'pid', 'mnt') { Get-ContainerNamespace web -Type $type | ForEach-Object { \"$($_.Type):[$($_.Inode)]\" } }"));

    [Fact]
    public void A_published_port_is_told_with_what_listens_behind_it() => Assert.Equal(
        ["0.0.0.0:18099->80/tcp Listening web httpd True"],
        Texts("Get-ContainerPort web | ForEach-Object { \"$_ $($_.Listening) $($_.Listener) $($_.ProcessName) $($_.ExposedToEveryAddress)\" }"));

    [Fact]
    public void A_joined_container_is_in_the_network_of_its_donor()
    {
        Invoke($"Join-ContainerNetwork busybox -Container web -Name guest -HostConfig {_podman.HostConfig} -- sleep 600").OrThrow();

        Assert.Equal([Link("net", "web"), Link("ipc", "web")], [Link("net", "guest"), Link("ipc", "guest")]);
        Assert.NotEqual(Link("mnt", "web"), Link("mnt", "guest"));
        Assert.Equal("It works.", _podman.Docker("exec", "guest", "wget", "-qO-", "http://127.0.0.1/"));
        Assert.Equal(["Joined web Alive"], Texts("Get-Container guest | ForEach-Object { \"$($_.Mode) $($_.Donor) $($_.DonorState)\" }"));
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

    private JsonElement[] Ip(params string[] words) => [.. JsonDocument.Parse(
        Kernel.InNetwork(lab, int.Parse(_podman.ProcessId("web"), null), ["ip", .. words])).RootElement.EnumerateArray()];

    private string Link(string type, string container) => lab.Inside.Run("readlink", $"/proc/{_podman.ProcessId(container)}/ns/{type}");

    private PowerShellResult Invoke(string script) => lab.Session.Invoke(
        $"& {{ param($uri) $PSDefaultParameterValues = @{{ '*-*Container*:Engine' = $uri }}; {script} }} '{_podman.Uri}'");

    private string[] Texts(string script) => [.. Invoke(script).OrThrow().Select(static text => $"{text}")];
}
