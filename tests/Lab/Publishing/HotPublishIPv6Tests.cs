using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>Publishing on a container with an IPv6 address, in the eyes of both iptables-save and ip6tables-save.</summary>
public sealed class HotPublishIPv6Tests : IDisposable
{
    private const string Network = "cn-pub-six";

    private static readonly (string Table, string[] Chains)[] s_builtIn =
    [
        ("raw", ["PREROUTING", "OUTPUT"]), ("mangle", ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]),
        ("nat", ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"]), ("filter", ["INPUT", "FORWARD", "OUTPUT"]), ("security", ["INPUT", "FORWARD", "OUTPUT"]),
    ];

    private readonly LabFixture _lab;
    private readonly List<string[]> _undo = [];

    public HotPublishIPv6Tests(LabFixture lab)
    {
        _lab = lab;
        lab.Inside.Docker("network", "create", "--ipv6", "--subnet", "fd00:77:6::/64", Network);
        lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "1");
        lab.Session.Invoke($"param($Command) New-BridgedContainer busybox -Name six -Network {Network} -Command $Command", [Pages.Server("six")]).OrThrow();
    }

    [Fact]
    public void In_both_families_the_rules_before_and_after_are_equal_line_by_line_and_every_canary_survives()
    {
        foreach (var (tool, source) in new[] { ("iptables", "192.0.2.99"), ("ip6tables", "2001:db8::99") })
        {
            foreach (var (table, chain) in Chains(tool)) Do(tool, "-t", table, "-A", chain, "-s", source, "-m", "comment", "--comment", "a \"canary\"", "-j", "RETURN");
        }

        var before = Rules();
        _lab.Session.Invoke(
            "Publish-ContainerPort six 18106:80, 18110-18114:80-84, 18153:53/udp, [fd77::1]:18107:80 -AllowFrom 10.77.0.0/24, fd77::/64;" +
            "Set-ContainerPort six 18106 -AllowFrom 2001:db8::7; Set-ContainerPort six 18106 -AllowFrom fd77::2").OrThrow();
        Assert.Empty(before.Except(Rules()));
        Assert.Equal(("six", "dropped", "six"), (
            Pages.Fetch(_lab, "outside", $"[{Addresses.Lab6}]:18106", 15), Pages.Fetch(_lab, "outside77", $"[{Addresses.Lab6}]:18106", 2),
            Pages.Fetch(_lab, "outside77", $"[{Addresses.Lab6}]:18107", 15)));

        _lab.Session.Invoke("Unpublish-ContainerPort six -All").OrThrow();

        Assert.Equal(before, Rules());
    }

    // In FORWARD no rule comes before the jump, which stands first where IPv6 has no DOCKER-USER.
    [Theory]
    [InlineData("nat", "-I PREROUTING -p tcp --dport 18106 -j REDIRECT --to-ports 1")]
    [InlineData("nat", "-I PREROUTING -i cnlab0 -j ACCEPT")]
    [InlineData("mangle", "-I PREROUTING -p tcp --dport 18000:18200 -j DROP")]
    [InlineData("raw", "-I PREROUTING -p tcp --dport 18106 -j DROP")]
    public void An_earlier_rule_of_IPv6_that_decides_for_everybody_is_named_and_everything_taken_back(string table, string rule)
    {
        Do(["ip6tables", "-t", table, .. rule.Split(' ')]);
        var before = Rules();

        var result = _lab.Session.Invoke("Publish-ContainerPort six 18106:80 -AllowFrom fd77::/64");

        Assert.Equal(["PublishShadowed"], result.ErrorIds);
        Assert.Contains($"{table}: -A PREROUTING", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(before, Rules());
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        foreach (var argv in _undo) _lab.Inside.Run(argv);
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", Network);
        _lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "0");
    }

    private string[] Rules() => [.. FirewallText.Rules(_lab), .. FirewallText.Rules(_lab, ipv6: true).Select(static line => "6 " + line)];

    /// <summary>The built-in chains, and every other one there is.</summary>
    private (string Table, string Chain)[] Chains(string tool)
    {
        var chains = s_builtIn.SelectMany(static one => one.Chains.Select(chain => (one.Table, chain))).ToHashSet();
        var table = "";
        foreach (var line in _lab.Inside.Run($"{tool}-save").Split('\n'))
        {
            if (line.StartsWith('*')) table = line[1..];
            else if (line.StartsWith(':') && !line.Contains("CONTAINERNET", StringComparison.Ordinal)) chains.Add((table, line[1..].Split(' ')[0]));
        }

        return [.. chains];
    }

    private void Do(params string[] argv)
    {
        _lab.Inside.Run(argv);
        _undo.Add([.. argv.Select(static word => word is "-A" or "-I" ? "-D" : word)]);
    }
}
