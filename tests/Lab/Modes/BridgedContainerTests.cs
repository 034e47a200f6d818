using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class BridgedContainerTests(LabFixture lab) : IDisposable
{
    private const string Page = "sh -c 'echo served > /tmp/index.html; exec httpd -f -p 80 -h /tmp'";

    [Fact]
    public async Task It_reaches_the_outside_which_sees_the_address_of_the_host()
    {
        await using var mirror = await lab.Outside.StartMirrorAsync(9000);

        var seen = lab.Session.Invoke($"New-BridgedContainer busybox -AutoRemove -Wait -- nc {Addresses.Outside4} 9000").OrThrow();

        Assert.StartsWith(Addresses.Lab4 + ":", seen.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_port_is_reached_from_outside_and_the_containers_own_address_is_not()
    {
        var container = lab.Session.Invoke($"New-BridgedContainer busybox -Name web -Publish 8080:80 -- {Page}").OrThrow().Single();
        var own = lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "web");
        lab.Outside.Ip("route", "replace", "172.17.0.0/16", "via", Addresses.Lab4);

        Assert.Equal("served", Fetch($"{Addresses.Lab4}:8080").Text);
        Assert.False(Fetch($"{own}:80").Succeeded);
        Assert.False(Fetch($"{own}:81").Succeeded);
        Assert.NotEqual(0, lab.Outside.Try("ping", "-c", "1", "-W", "1", own).ExitCode);
        Assert.Equal("Guarded", container.Properties["Guard"].Value);
    }

    [Fact]
    public void A_port_published_on_loopback_is_reached_from_the_host_only()
    {
        lab.Session.Invoke($"New-BridgedContainer busybox -Publish 127.0.0.1:8081:80 -- {Page}").OrThrow();

        Assert.Equal("served", lab.Inside.Run("curl", "-sS", "--max-time", "3", "http://127.0.0.1:8081/"));
        Assert.False(Fetch($"{Addresses.Lab4}:8081").Succeeded);
    }

    [Fact]
    public void It_has_one_veth_a_network_with_the_address_the_engine_tells()
    {
        lab.Inside.Docker("network", "create", "one");
        lab.Inside.Docker("network", "create", "two");
        try
        {
            var container = lab.Session.Invoke("New-BridgedContainer busybox -Name both -Network one,two -- sleep 60").OrThrow().Single();

            var id = Kernel.ProcessId(lab, "both");
            var addresses = lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "both").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var seen = Kernel.InNetwork(lab, id, "ip", "-o", "-4", "addr", "show", "scope", "global");
            Assert.Equal(2, addresses.Length);
            Assert.Equal(2, seen.Split('\n').Length);
            Assert.All(addresses, address => Assert.Contains($" {address}/", seen, StringComparison.Ordinal));
            Assert.Equal(2, ((System.Collections.ICollection)container.Properties["Networks"].Value).Count);
        }
        finally
        {
            lab.RemoveAllContainers();
            lab.Inside.Docker("network", "rm", "one", "two");
        }
    }

    [Fact]
    public void A_port_the_engine_chose_stands_in_the_object()
    {
        var port = lab.Session.Invoke("(New-BridgedContainer busybox -Name some -Publish 80 -- sleep 60).PublishedPorts[0].HostPort").OrThrow().Single();

        Assert.Equal(lab.Inside.Docker("port", "some", "80/tcp").Split('\n')[0].Split(':')[^1], port.ToString());
    }

    [Fact]
    public void A_port_held_by_a_container_is_refused_with_its_name_and_nothing_is_left()
    {
        lab.Session.Invoke("New-BridgedContainer busybox -Name holder -Publish 8080:80 -- sleep 60").OrThrow();

        var second = lab.Session.Invoke("New-BridgedContainer busybox -Name second -Publish 8080:80 -- sleep 60");

        Assert.Equal(["PortInUse"], second.ErrorIds);
        Assert.Contains("holder", second.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("holder", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    [Fact]
    public async Task A_port_held_by_a_process_is_refused_with_its_id()
    {
        await using var mirror = await lab.Inside.StartMirrorAsync(8090);

        var result = lab.Session.Invoke("New-BridgedContainer busybox -Publish 8090:80 -- sleep 60");

        Assert.Equal(["PortInUse"], result.ErrorIds);
        Assert.Contains("labkit", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private ToolResult Fetch(string authority) =>
        lab.Outside.Try("curl", "-sS", "--max-time", "1", "--retry", "2", "--retry-connrefused", "--retry-delay", "0", $"http://{authority}/");
}
