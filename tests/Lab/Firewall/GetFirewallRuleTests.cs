using System.Management.Automation;
using ContainerNet.LabKit;
using Xunit;
using static ContainerNet.Lab.Firewall.RuleScene;

namespace ContainerNet.Lab.Firewall;

/// <summary>Get-ContainerFirewallRule on the real engine, against iptables-save and the engine's own word.</summary>
public sealed class GetFirewallRuleTests(LabFixture lab) : IDisposable
{
    private static readonly string[] s_published = ["cn-one", "cn-two"];

    private readonly RuleScene _scene = new(lab);

    [Fact]
    public void All_are_the_rules_of_iptables_save_in_its_order()
    {
        _scene.Containers.RunEveryMode();
        lab.Session.Invoke("New-BridgedContainer busybox -Name cn-own -Network cn-net6 -Publish 18099:80 -- sleep 600").OrThrow();

        Assert.Equal(RuleScene.Lines(lab.Inside.IptablesSave()), _scene.Lines("-All", static rule => Of(rule, "Family") == "IPv4"));
        Assert.Equal(RuleScene.Lines(lab.Inside.Ip6tablesSave()), _scene.Lines("-All", static rule => Of(rule, "Family") == "IPv6"));
        Assert.NotEmpty(_scene.Lines("-All", static rule => Of(rule, "Family") == "IPv6"));
    }

    [Fact]
    public void Numbers_are_those_of_iptables()
    {
        _scene.Containers.RunEveryMode();
        var listed = lab.Inside.Run("iptables", "-t", "filter", "-S", "FORWARD").Split('\n').Where(static line => line.StartsWith("-A", StringComparison.Ordinal));

        Assert.Equal(listed.Select(static (line, index) => $"{index + 1} {line}"),
            _scene.Rules("-All -Table filter -Chain FORWARD").Where(static rule => Of(rule, "Family") == "IPv4").Select(static rule => $"{Of(rule, "Number")} {Of(rule, "Text")}"));
    }

    [Fact]
    public void The_address_translations_are_the_ports_the_engine_says_it_published()
    {
        _scene.Containers.Run("cn-one", ["--publish", "18080:80", "--publish", "127.0.0.1:18081:81", "--publish", "18053:53/udp"]);
        _scene.Containers.Run("cn-two", ["--publish", "10.77.0.1:18082:80"]);

        // 80/tcp -> 0.0.0.0:18080; the engine's IPv6 line is docker-proxy's.
        var published = s_published.SelectMany(name => lab.Inside.Docker("port", name).Split('\n')
            .Where(static line => !line.Contains(":::", StringComparison.Ordinal) && !line.Contains("[::]", StringComparison.Ordinal))
            .Select(line => $"{name} {line.Split('/')[1].Split(' ')[0]} {line.Split(':')[^1]}"));
        Assert.Equal(published.Order(StringComparer.Ordinal), _scene.Rules("").Where(static rule => Of(rule, "Purpose") == "Publish")
            .Select(static rule => $"{Of(rule, "ContainerName")} {Word(rule, "-p")} {Word(rule, "--dport")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_container_on_two_networks_has_the_rules_of_both()
    {
        _scene.Containers.RunEveryMode();
        lab.Inside.Docker("run", "--detach", "--name", "cn-both", "--network", "cn-net1", "--publish", "18090:80", LabImages.Busybox, "sleep", "600");
        lab.Inside.Docker("network", "connect", "cn-net2", "cn-both");
        var rules = _scene.Rules("cn-both");

        Assert.Equal(["cn-net1", "cn-net2"], rules.Where(static rule => Of(rule, "Purpose") == "Masquerade").Select(static rule => Of(rule, "Network")).Order());
        Assert.All(rules, static rule => Assert.Equal("cn-both", Of(rule, "ContainerName")));
        Assert.Contains(rules, static rule => Of(rule, "Purpose") == "Publish");
        Assert.DoesNotContain(rules, static rule => Of(rule, "Text").Contains("docker0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_joined_container_shows_its_donors_and_closed_and_host_ones_none()
    {
        _scene.Containers.RunEveryMode();

        Assert.Equal("cn-web", Of(Assert.Single(_scene.Rules("cn-guest"), static rule => Of(rule, "Purpose") == "Publish"), "ContainerName"));
        Assert.Empty(_scene.Rules("cn-closed"));
        Assert.Empty(_scene.Rules("cn-agent"));
    }

    [Fact]
    public void The_guard_is_this_modules_and_its_containers()
    {
        lab.Session.Invoke("New-BridgedContainer busybox -Name cn-own -Publish 127.0.0.1:18081:81 -- sleep 600").OrThrow();

        Assert.Equal(["Access CONTAINERNET-ACCESS", "Guard CONTAINERNET-GUARD"], _scene.Rules("cn-own")
            .Where(static rule => Of(rule, "Owner") == "ContainerNet").Select(static rule => $"{Of(rule, "Purpose")} {Of(rule, "Chain")}").Order());
    }

    [Fact]
    public void Counters_are_read_anew_where_they_are_asked_for()
    {
        _scene.Containers.Run("cn-web", ["--publish", "18080:80"], "httpd", "-f", "-p", "80");
        Assert.Equal("0", Of(Published("-Statistics"), "Packets"));
        lab.Outside.Try("curl", "--silent", "--max-time", "3", "--output", "/dev/null", "http://10.77.0.1:18080/");

        var rule = Published("-Statistics");
        Assert.NotEqual("0", Of(rule, "Packets"));
        Assert.Contains($"[{Of(rule, "Packets")}:{Of(rule, "Bytes")}] {Of(rule, "Text")}\n", lab.Inside.IptablesSave("-c"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_changes_nothing()
    {
        _scene.Containers.RunEveryMode();
        var before = (RuleScene.Lines(lab.Inside.IptablesSave()), RuleScene.Lines(lab.Inside.Ip6tablesSave()), lab.Inside.Run("nft", "list", "tables"));
        _scene.Rules("-All -Statistics");

        Assert.Equivalent(before, (RuleScene.Lines(lab.Inside.IptablesSave()), RuleScene.Lines(lab.Inside.Ip6tablesSave()), lab.Inside.Run("nft", "list", "tables")));
    }

    [Theory]
    [InlineData("nobody", "ContainerNotFound")]
    [InlineData("nob*", "")]
    [InlineData("cn-*", "")]
    public void A_name_that_is_not_there_is_an_error_and_a_wildcard_is_not(string name, string expected)
    {
        _scene.Containers.Run("cn-web", []);

        Assert.Equal(expected, string.Join(',', lab.Session.Invoke($"Get-ContainerFirewallRule {name}").ErrorIds));
    }

    [Fact]
    public void One_that_is_made_while_the_pipeline_runs_is_known()
    {
        _scene.Containers.Run("cn-first", ["--publish", "18080:80"]);
        var rules = lab.Session.Invoke(
            "& { Get-Container cn-first; New-BridgedContainer busybox -Name cn-new -Publish 18081:80 -- sleep 600 } | Get-ContainerFirewallRule -Chain DOCKER -Table nat").OrThrow();

        Assert.Equal(["cn-first", "cn-new"], rules.Where(static rule => Of(rule, "Purpose") == "Publish").Select(static rule => Of(rule, "ContainerName")));
    }

    public void Dispose() => _scene.Dispose();

    private PSObject Published(string arguments) => _scene.Rules($"cn-web {arguments}").Single(static rule => Of(rule, "Purpose") == "Publish");

    private static string Word(PSObject rule, string option)
    {
        var words = Of(rule, "Rule").Split(' ');
        return words[Array.IndexOf(words, option) + 1];
    }
}
