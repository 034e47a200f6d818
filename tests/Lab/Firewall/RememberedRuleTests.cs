using Xunit;
using static ContainerNet.Lab.Firewall.RuleScene;

namespace ContainerNet.Lab.Firewall;

/// <summary>When the rules come from memory, and when not.</summary>
public sealed class RememberedRuleTests(LabFixture lab) : IDisposable
{
    private static readonly string[] s_rule = ["INPUT", "-s", "203.0.113.8/32", "-j", "ACCEPT"];

    private readonly RuleScene _scene = new(lab);

    /// <summary>In one test: a legacy table, once used, stays with its network namespace, and nothing is remembered there any more.</summary>
    [Fact]
    public void Rules_are_remembered_until_one_changes_and_legacy_ones_never()
    {
        Assert.SkipWhen(LegacyTables().Length > 0, "An earlier run has used iptables-legacy in this lab.");
        var first = CountedAt();
        Assert.Equal(first, CountedAt());
        Assert.NotEqual(first, CountedAt("-Statistics"));

        var before = CountedAt();
        _scene.Do(["iptables", "-A", .. s_rule], ["iptables", "-D", .. s_rule]);
        Assert.NotEqual(before, CountedAt());
        Assert.Single(Found("iptables-nft"));

        Assert.Empty(LegacyTables());
        _scene.Do(["iptables-legacy", "-A", .. s_rule], ["iptables-legacy", "-D", .. s_rule]);
        Assert.Single(Found("iptables-legacy"));
        Assert.Single(Found("iptables-nft"));
        Assert.NotEqual(CountedAt(), CountedAt());
        Assert.Empty(lab.Session.Invoke("Get-ContainerFirewallRule -All").Warnings);
    }

    [Fact]
    public void A_container_that_moved_is_found_at_its_new_address_though_no_rule_changed()
    {
        _scene.Containers.Run("cn-early", []);
        _scene.Containers.Run("cn-late", []);
        var address = _scene.Containers.Inspect("cn-late", "{{.NetworkSettings.IPAddress}}");
        string[] rule = ["DOCKER-USER", "-d", address, "-j", "RETURN"];
        _scene.Do(["iptables", "-I", .. rule], ["iptables", "-D", .. rule]);
        Assert.Equal("cn-late", Of(Assert.Single(_scene.Rules("cn-late -Chain DOCKER-USER")), "ContainerName"));

        lab.Inside.Docker("stop", "--time", "0", "cn-early", "cn-late");
        lab.Inside.Docker("start", "cn-late");
        lab.Inside.Docker("start", "cn-early");

        Assert.Equal(address, _scene.Containers.Inspect("cn-early", "{{.NetworkSettings.IPAddress}}"));
        Assert.Empty(_scene.Rules("cn-late -Chain DOCKER-USER"));
        Assert.Equal("cn-early", Of(Assert.Single(_scene.Rules("cn-early -Chain DOCKER-USER")), "ContainerName"));
    }

    public void Dispose() => _scene.Dispose();

    private string CountedAt(string arguments = "") => $"{((DateTime)_scene.Rules($"-All {arguments}")[0].Properties["CountedAt"].Value):O}";

    private string[] Found(string backend) => [.. _scene.Rules("-All -Table filter -Chain INPUT")
        .Where(rule => Of(rule, "Backend") == backend && Of(rule, "Text") == $"-A {string.Join(' ', s_rule)}").Select(static rule => Of(rule, "Text"))];

    private string LegacyTables() => lab.Inside.Try("cat", "/proc/net/ip_tables_names").Output;
}
