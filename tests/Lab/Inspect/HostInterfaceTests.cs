using System.Text.Json;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Which interface of the host is the other end of a container's, judged by the drivers (ethtool) and the indices on both sides.</summary>
public sealed class HostInterfaceTests(LabFixture lab) : IDisposable
{
    private const int Containers = 100;
    private const int AtOnce = 4;

    [Fact]
    public async Task The_host_s_ends_of_a_hundred_containers_are_right()
    {
        await Parallel.ForAsync(0, Containers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, token) =>
            (await lab.Inside.RunAsync("docker", "run", "--detach", "--name", $"cn-many{number}", LabImages.Busybox, "sleep", "900")).OrThrow());
        var found = lab.Session.Invoke("Get-ContainerInterface -Name eth0").OrThrow();
        var host = JsonDocument.Parse(lab.Inside.Ip("-j", "link")).RootElement.EnumerateArray().ToDictionary(static link => link.GetProperty("ifname").GetString()!);

        Assert.Equal(Containers, found.Length);
        Assert.Equal(Containers, found.Select(static link => link.Properties["HostInterface"].Value).Distinct().Count());
        Assert.All(found, link =>
        {
            var name = (string)link.Properties["HostInterface"].Value;
            var inside = new NamespaceOfContainer(lab, $"{link.Properties["ContainerName"].Value}");
            Assert.Equal(PeerIndex(lab.Inside.Run("ethtool", "-S", name)), link.Properties["Index"].Value);
            Assert.Equal(PeerIndex(inside.Try("ethtool", "-S", "eth0").OrThrow().Text), host[name].GetProperty("ifindex").GetInt32());
            Assert.Equal(host[name].GetProperty("master").GetString(), link.Properties["Bridge"].Value);
        });
    }

    [Fact]
    public void A_joined_pair_has_the_same_host_s_end()
    {
        Run("cn-donor");
        Run("cn-guest", "--network", "container:cn-donor");
        var ends = lab.Session.Invoke("(Get-ContainerInterface -Name eth0).HostInterface").OrThrow().Select(static end => $"{end}").ToArray();

        Assert.Equal(2, ends.Length);
        Assert.Single(ends.Distinct());
        Assert.StartsWith("veth", ends[0], StringComparison.Ordinal);
    }

    /// <summary>Many ends are asked of the bridges, which tell less of them.</summary>
    [Fact]
    public void Among_many_the_end_with_the_same_index_and_the_one_that_is_no_port_are_found_too()
    {
        var names = Enumerable.Range(0, 9).Select(static number => $"cn-few{number}").ToArray();
        foreach (var name in names) Run(name);
        var process = lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", names[0]);
        lab.Inside.Ip("link", "add", "cnsame0", "index", "900", "type", "veth", "peer", "name", "cnin0", "index", "900", "netns", process);
        lab.Inside.Ip("link", "set", "cnsame0", "master", "docker0");
        lab.Inside.Ip("link", "add", "cnfree0", "type", "veth", "peer", "name", "cnin1", "netns", process);

        var ends = lab.Session.Invoke("Get-ContainerInterface -Name cnin* | ForEach-Object { \"$($_.Name) $($_.HostInterface) $($_.Bridge)\" }").OrThrow();

        Assert.Equal(["cnin0 cnsame0 docker0", "cnin1 cnfree0 "], ends.Select(static end => $"{end}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pair_inside_the_container_has_no_end_on_the_host_though_the_index_is_there_too()
    {
        Run("cn-web");
        new NamespaceOfContainer(lab, "cn-web").Try("ip", "link", "add", "v1", "index", "2", "type", "veth", "peer", "name", "v2", "index", "3").OrThrow();
        var link = lab.Session.Invoke("Get-ContainerInterface cn-web -Name v1").OrThrow().Single();

        Assert.Contains("\"ifindex\":3", lab.Inside.Ip("-j", "link"), StringComparison.Ordinal);
        Assert.Equal(("", "v2", ""), ((string)link.Properties["HostInterface"].Value, (string)link.Properties["PeerName"].Value, (string)link.Properties["Bridge"].Value));
    }

    [Fact]
    public void A_macvlan_stands_on_an_interface_of_the_host_which_is_no_other_end()
    {
        Run("cn-web");
        var process = lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", "cn-web");
        lab.Inside.Ip("link", "add", "link", "docker0", "name", "cnmac0", "netns", process, "type", "macvlan", "mode", "bridge");
        var link = lab.Session.Invoke("Get-ContainerInterface cn-web -Name cnmac0").OrThrow().Single();

        Assert.Equal(("", "docker0"), ((string)link.Properties["HostInterface"].Value, (string)link.Properties["PeerName"].Value));
    }

    [Fact]
    public void The_host_s_own_interfaces_are_those_ip_lists_and_name_the_containers_ends()
    {
        Run("cn-web");
        var ip = JsonDocument.Parse(lab.Inside.Ip("-j", "link")).RootElement.EnumerateArray().Select(static link => link.GetProperty("ifname").GetString());
        var host = lab.Session.Invoke("Get-ContainerInterface -IncludeHost").OrThrow().Where(static link => $"{link.Properties["ContainerName"].Value}".Length == 0).ToArray();

        Assert.Equal(ip, host.Select(static link => (string)link.Properties["Name"].Value));
        Assert.Equal("eth0", host.Single(static link => $"{link.Properties["Name"].Value}".StartsWith("veth", StringComparison.Ordinal)).Properties["PeerName"].Value);
    }

    public void Dispose() => lab.RemoveAllContainers();

    private void Run(string name, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, "sleep", "900"]);

    private static int PeerIndex(string statistics) =>
        int.Parse(statistics.Split('\n').Single(static line => line.Contains("peer_ifindex", StringComparison.Ordinal)).Split(':')[1], null);
}
