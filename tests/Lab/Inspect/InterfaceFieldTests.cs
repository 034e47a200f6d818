using System.Management.Automation;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Every field of what Get-ContainerInterface gives, against <c>ip -j -d -s addr</c> run in the same namespace.</summary>
public sealed class InterfaceFieldTests(LabFixture lab) : IDisposable
{
    // Counters go on counting: both have to be read between two packets.
    private const int Attempts = 40;
    private const int Fifty = 50;
    private const int Recreations = 20;

    private static readonly string[] s_networks = ["cn-one", "cn-two", "cn-six"];

    [Theory]
    [InlineData("none")]
    [InlineData("bridge")]
    [InlineData("host")]
    public void A_container_of_each_mode_is_as_ip_says(string network)
    {
        Run("cn-mode", "--network", network);
        AssertSame("cn-mode");
    }

    [Fact]
    public void A_joined_container_is_as_ip_says()
    {
        Run("cn-donor");
        Run("cn-guest", "--network", "container:cn-donor");
        AssertSame("cn-guest");
    }

    [Fact]
    public void A_paused_container_is_as_ip_says()
    {
        Run("cn-held");
        lab.Inside.Docker("pause", "cn-held");
        AssertSame("cn-held");
    }

    [Fact]
    public void A_container_without_shell_or_tools_is_as_ip_says()
    {
        lab.Inside.Docker("run", "--detach", "--name", "cn-bare", LabImages.Static);
        AssertSame("cn-bare");
    }

    [Fact]
    public void Three_networks_one_of_them_with_IPv6_are_as_ip_says_and_named_as_the_engine_names_them()
    {
        RunOnThreeNetworks("cn-three");
        AssertSame("cn-three");

        var found = lab.Session.Invoke("Get-ContainerInterface cn-three -Name eth*").OrThrow();
        var engine = s_networks.Select(network => $"{network} {lab.Inside.Docker("inspect", "--format", $"{{{{(index .NetworkSettings.Networks \"{network}\").IPAddress}}}}", "cn-three")}");
        Assert.Equal(engine.Order(), found.Select(static link => $"{link.Properties["Network"].Value} {First(link)}").Order());
    }

    [Fact]
    public async Task All_modes_are_as_ip_says_while_fifty_containers_come_and_go()
    {
        RunOnThreeNetworks("cn-three");
        Run("cn-closed", "--network", "none");
        Run("cn-guest", "--network", "container:cn-three");
        Run("cn-host", "--network", "host");
        await using var churn = new Churn(lab, Fifty);
        string[] compared = ["cn-three", "cn-closed", "cn-guest"];
        var rounds = 0;
        while (!churn.IsOver)
        {
            foreach (var name in compared) AssertSame(name);
            var all = lab.Session.Invoke("Get-ContainerInterface -Name lo").OrThrow().Select(static link => $"{link.Properties["ContainerName"].Value}").ToArray();
            Assert.Empty(compared.Append("cn-host").Except(all));
            rounds++;
        }

        Assert.True(rounds > 1, $"only {rounds} rounds");
        AssertSame("cn-host");
    }

    [Fact]
    public void A_container_that_got_the_numbers_of_one_that_is_gone_is_read_itself()
    {
        // Two are there at a time, so that the kernel hands the numbers out crosswise.
        var inodes = new HashSet<string>();
        for (var round = 0; round < Recreations; round++)
        {
            var (name, mac) = ($"cn-again{round}", $"02:42:ac:11:77:{round:x2}");
            Run(name);
            new NamespaceOfContainer(lab, name).Try("ip", "link", "set", "eth0", "address", mac).OrThrow();
            if (round > 0) lab.Inside.Docker("rm", "--force", $"cn-again{round - 1}");
            var link = lab.Session.Invoke("param($name) Get-ContainerInterface $name -Name eth0", name).OrThrow().Single();

            Assert.Equal(mac, link.Properties["MacAddress"].Value);
            Assert.Equal(mac, lab.Session.Invoke("Get-ContainerInterface -Name eth0").OrThrow().Single().Properties["MacAddress"].Value);
            inodes.Add($"{link.Properties["NamespaceInode"].Value}");
        }

        Assert.True(inodes.Count < Recreations, "no number was given twice, so nothing was tested");
    }

    public void Dispose()
    {
        lab.RemoveAllContainers();
        foreach (var network in s_networks) lab.Inside.Try("docker", "network", "rm", network);
    }

    private void AssertSame(string name)
    {
        var inside = new NamespaceOfContainer(lab, name);
        for (var attempt = 1; ; attempt++)
        {
            var before = inside.ReadDetailed().Select(InterfaceFields.OfIp).ToArray();
            var ours = lab.Session.Invoke("param($name) Get-ContainerInterface $name -Statistics", name).OrThrow().Select(InterfaceFields.OfOurs).ToArray();
            var after = inside.ReadDetailed().Select(InterfaceFields.OfIp).ToArray();
            if (!before.SequenceEqual(after) && attempt < Attempts) continue;
            Assert.Equal(before, ours);
            return;
        }
    }

    private void RunOnThreeNetworks(string name)
    {
        lab.Inside.Docker("network", "create", s_networks[0]);
        lab.Inside.Docker("network", "create", s_networks[1]);
        lab.Inside.Docker("network", "create", "--ipv6", "--subnet", "fd00:c6::/64", s_networks[2]);
        Run(name, "--network", s_networks[0]);
        foreach (var network in s_networks[1..]) lab.Inside.Docker("network", "connect", network, name);
    }

    private void Run(string name, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, "sleep", "900"]);

    private static object First(PSObject link) => PSObject.AsPSObject(((Array)link.Properties["Addresses"].Value).GetValue(0)).Properties["Address"].Value;
}
