using System.Text.Json;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

public sealed class GetContainerInterfaceTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void A_closed_container_has_lo_only()
    {
        Run("cn-closed", "--network", "none");
        Assert.Equal(["lo"], Names("Get-ContainerInterface cn-closed"));
    }

    [Fact]
    public void The_peer_s_index_is_that_of_the_veth_on_the_bridge()
    {
        Run("cn-web");
        var peer = (int)Property("Get-ContainerInterface cn-web -Name eth0", "PeerIndex")!;
        var link = JsonDocument.Parse(lab.Inside.Ip("-j", "link")).RootElement.EnumerateArray().Single(one => one.GetProperty("ifindex").GetInt32() == peer);

        Assert.Equal("docker0", link.GetProperty("master").GetString());
        Assert.Equal((int)Property("Get-ContainerInterface cn-web -Name eth0", "Index")!, link.GetProperty("link_index").GetInt32());
    }

    [Fact]
    public void The_address_is_the_engine_s()
    {
        Run("cn-web");
        var engine = lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}/{{.NetworkSettings.IPPrefixLen}}", "cn-web");

        Assert.Equal(engine, $"{Property("(Get-ContainerInterface cn-web -Name eth0).Addresses[0]", "Address")}/{Property("(Get-ContainerInterface cn-web -Name eth0).Addresses[0]", "PrefixLength")}");
    }

    [Theory]
    [InlineData("Mtu", "mtu")]
    [InlineData("MacAddress", "address")]
    [InlineData("Broadcast", "broadcast")]
    [InlineData("QueueDiscipline", "qdisc")]
    [InlineData("State", "operstate")]
    [InlineData("Group", "group")]
    [InlineData("QueueLength", "txqlen")]
    [InlineData("LinkType", "link_type")]
    [InlineData("LinkNetnsId", "link_netnsid")]
    public void A_property_has_the_value_ip_gives(string property, string key)
    {
        Run("cn-web");
        var ip = new NamespaceOfContainer(lab, "cn-web").ReadJson().Single(link => link.GetProperty("ifname").GetString() == "eth0");

        Assert.Equal(ip.TryGetProperty(key, out var value) ? value.ToString() : "0", $"{Property("Get-ContainerInterface cn-web -Name eth0", property)}");
    }

    [Fact]
    public void The_namespace_s_inode_is_that_of_the_container_s_process()
    {
        Run("cn-web");
        Assert.Equal(new NamespaceOfContainer(lab, "cn-web").Inode, $"net:[{Property("Get-ContainerInterface cn-web -Name lo", "NamespaceInode")}]");
    }

    [Fact]
    public void A_joined_container_has_its_donor_s_interfaces()
    {
        Run("cn-donor");
        Run("cn-guest", "--network", "container:cn-donor");

        Assert.Equal(new NamespaceOfContainer(lab, "cn-donor").Inode, $"net:[{Property("Get-ContainerInterface cn-guest -Name eth0", "NamespaceInode")}]");
    }

    [Fact]
    public void Without_a_name_every_running_container_is_read()
    {
        Run("cn-one");
        Run("cn-two");
        Run("cn-off");
        lab.Inside.Docker("kill", "cn-off");

        var found = lab.Session.Invoke("(Get-ContainerInterface -Name lo).ContainerName").OrThrow().Select(name => name.ToString());
        Assert.Equal(["cn-one", "cn-two"], found.Order());
    }

    [Fact]
    public void A_stopped_container_that_is_named_is_an_error_with_the_name_as_target()
    {
        Run("cn-off");
        lab.Inside.Docker("kill", "cn-off");
        var result = lab.Session.Invoke("Get-ContainerInterface cn-off");

        Assert.Equal(["ContainerNotRunning"], result.ErrorIds);
        Assert.Equal("cn-off", $"{result.Errors[0].TargetObject}");
    }

    [Fact]
    public void A_wildcard_passes_stopped_containers_over()
    {
        Run("cn-on1");
        Run("cn-off");
        lab.Inside.Docker("kill", "cn-off");

        Assert.Equal(["eth0"], Names("Get-ContainerInterface cn-o* -Name eth*"));
    }

    [Theory]
    [InlineData("Get-Container cn-web | Get-ContainerInterface -Name lo")]
    [InlineData("'cn-web' | Get-ContainerInterface -Name lo")]
    [InlineData("[pscustomobject]@{ ContainerName = 'cn-web' } | Get-ContainerInterface -Name lo")]
    [InlineData("Get-ContainerInterface -Container (Get-Container cn-web), cn-web -Name lo")]
    [InlineData("Get-ContainerInterface cn-web | Get-ContainerInterface -Name lo")]
    public void A_container_is_taken_in_every_form_and_read_once(string script)
    {
        Run("cn-web");
        Assert.Equal(["lo"], Names(script));
    }

    [Fact]
    public void One_that_is_not_there_does_not_keep_the_others_back()
    {
        Run("cn-web");
        var result = lab.Session.Invoke("Get-ContainerInterface cn-none, cn-web -Name lo");

        Assert.Equal(["ContainerNotFound"], result.ErrorIds);
        Assert.Single(result.Output);
    }

    [Fact]
    public async Task Links_that_come_and_go_do_not_break_a_dump()
    {
        Run("cn-busy");
        var inside = new NamespaceOfContainer(lab, "cn-busy");
        await using var churn = lab.Inside.Start(inside.Enter("busybox", "sh", "-c", "while ip link add v1 type veth peer name v2; do ip link del v1; done"));
        var result = lab.Session.Invoke("foreach ($i in 1..200) { @(Get-ContainerInterface cn-busy).Where{ $_.Name -in 'lo', 'eth0' }.Count }");

        Assert.Equal(Enumerable.Repeat(2, 200), result.OrThrow().Select(count => (int)count.BaseObject));
    }

    [Fact]
    public void No_thread_of_the_session_is_in_another_namespace_afterwards()
    {
        Run("cn-web");
        lab.Session.Invoke("foreach ($i in 1..50) { Get-ContainerInterface cn-web }").OrThrow();
        var namespaces = Directory.GetDirectories("/proc/self/task").Select(task => new FileInfo($"{task}/ns/net").LinkTarget);

        // A thread may end while they are counted.
        Assert.Equal([new FileInfo("/proc/self/ns/net").LinkTarget], namespaces.OfType<string>().Distinct());
    }

    public void Dispose() => lab.RemoveAllContainers();

    private void Run(string name, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, "sleep", "300"]);

    private string[] Names(string script) => [.. lab.Session.Invoke(script).OrThrow().Select(link => $"{link.Properties["Name"].Value}")];

    private object? Property(string script, string property) => lab.Session.Invoke(script).Property(property);
}
