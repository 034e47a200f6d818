using Xunit;
using static ContainerNet.Lab.Firewall.RuleScene;

namespace ContainerNet.Lab.Firewall;

/// <summary>Rules that neither the engine nor this module made: of administrators, with odd comments, in nftables' own tables.</summary>
public sealed class ForeignRuleTests(LabFixture lab) : IDisposable
{
    private readonly RuleScene _scene = new(lab);

    public static TheoryData<string> Comments =>
    [
        "it's \"quoted\" \\ and --dport 22 -j ACCEPT", "two\nlines", "-j", "!", "容器 é", "$(reboot) `id` ; rm -rf / #", new string('x', 255),
        "a\" -j ACCEPT\n-A INPUT -j ACCEPT\nCOMMIT\n#",
    ];

    [Theory]
    [MemberData(nameof(Comments))]
    public void A_comment_comes_back_as_it_was_given(string comment)
    {
        string[] rule = ["INPUT", "-s", "203.0.113.7/32", "-m", "comment", "--comment", comment, "-j", "DROP"];
        _scene.Do(["iptables", "-A", .. rule], ["iptables", "-D", .. rule]);

        var found = _scene.Rules("-Unowned -Table filter -Chain INPUT").Single(static one => Of(one, "Rule").Contains("203.0.113.7", StringComparison.Ordinal));
        Assert.Equal((comment, "DROP", "1"), (Of(found, "Comment"), Of(found, "Target"), Of(found, "Number")));
    }

    [Fact]
    public void An_administrators_rule_about_a_container_is_shown_with_it_and_is_not_the_engines()
    {
        _scene.Containers.Run("cn-web", ["--publish", "18080:80"]);
        var address = _scene.Containers.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}");
        string[] rule = ["DOCKER-USER", "-s", "203.0.113.7", "-d", address, "-j", "DROP"];
        _scene.Do(["iptables", "-I", .. rule], ["iptables", "-D", .. rule]);
        string[] port = ["DOCKER-USER", "-p", "tcp", "-m", "conntrack", "--ctorigdstport", "18080", "--ctdir", "ORIGINAL", "-j", "DROP"];
        _scene.Do(["iptables", "-I", .. port], ["iptables", "-D", .. port]);

        Assert.Equal(["1 Access Other", "2 Access Other"], _scene.Rules("cn-web -Chain DOCKER-USER")
            .Select(static one => $"{Of(one, "Number")} {Of(one, "Purpose")} {Of(one, "Owner")}"));
    }

    [Fact]
    public void A_table_of_nftables_own_is_read_and_its_rules_are_attributed()
    {
        _scene.Containers.Run("cn-web", []);
        var address = _scene.Containers.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}");
        _scene.Do(["nft", "add table inet cn_own; add chain inet cn_own shut { type filter hook forward priority 10; }"], ["nft", "delete", "table", "inet", "cn_own"]);
        lab.Inside.Run("nft", $"add rule inet cn_own shut ip daddr {address} tcp dport 80 counter drop comment \"shut\"");

        var rule = Assert.Single(_scene.Rules("cn-web"), static one => Of(one, "Backend") == "nftables");
        Assert.Equal(("inet cn_own", "shut", "1", "FORWARD", "DROP", "shut"),
            (Of(rule, "Table"), Of(rule, "Chain"), Of(rule, "Number"), Of(rule, "Hooks"), Of(rule, "Target"), Of(rule, "Comment")));
        Assert.Equal($"ip daddr {address} tcp dport 80 counter drop comment \"shut\"", Of(rule, "Rule"));
        Assert.Empty(lab.Session.Invoke("Get-ContainerFirewallRule cn-web").Warnings);
    }

    /// <summary>One rule that iptables has no words for, and iptables-save keeps all of the table back.</summary>
    [Fact]
    public void A_table_that_iptables_cannot_show_is_read_with_nft()
    {
        _scene.Do(["iptables", "-t", "security", "-A", "INPUT", "-s", "203.0.113.7", "-j", "ACCEPT"], ["nft", "delete", "table", "ip", "security"]);
        lab.Inside.Run("nft", "add rule ip security INPUT ct mark set 7");
        Assert.Contains("Table `security' is incompatible", lab.Inside.IptablesSave(), StringComparison.Ordinal);

        Assert.Equal(["1 ip saddr 203.0.113.7 counter accept", "2 ct mark set 7"], Numbered("-All -Table 'ip security'"));
    }

    [Fact]
    public void Base_chains_that_iptables_does_not_show_are_read_with_nft_and_the_others_once()
    {
        _scene.Do(["iptables", "-t", "security", "-A", "INPUT", "-s", "203.0.113.7", "-j", "ACCEPT"], ["nft", "delete", "table", "ip", "security"]);
        lab.Inside.Run("nft", "add chain ip security odd { type filter hook prerouting priority 5; }; add rule ip security odd ct mark set 7");
        Assert.Contains("Table `security' contains incompatible base-chains", lab.Inside.IptablesSave(), StringComparison.Ordinal);

        Assert.Equal(["1 ct mark set 7"], Numbered("-All -Table 'ip security'"));
        Assert.Equal(["1 -s 203.0.113.7/32 -j ACCEPT"], Numbered("-All -Table security"));
    }

    [Fact]
    public void What_a_container_that_is_gone_left_behind_is_nobodys_and_tells_its_id()
    {
        var gone = new string('d', 64);
        string[] rule = ["DOCKER-USER", "-s", "203.0.113.7", "-m", "comment", "--comment", $"containernet:{gone}:18080/tcp", "-j", "DROP"];
        _scene.Do(["iptables", "-I", .. rule], ["iptables", "-D", .. rule]);

        Assert.Contains(gone, _scene.Rules("-Unowned").Select(static one => Of(one, "ContainerId")));
    }

    public void Dispose() => _scene.Dispose();

    private string[] Numbered(string arguments) => [.. _scene.Rules(arguments).Select(static rule => $"{Of(rule, "Number")} {Of(rule, "Rule")}")];
}
