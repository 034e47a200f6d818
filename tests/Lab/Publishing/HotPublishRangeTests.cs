using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>Many ports of the host in a row are one rule in each chain, and each of them is a port of its own all the same.</summary>
public sealed class HotPublishRangeTests : IDisposable
{
    private readonly LabFixture _lab;

    public HotPublishRangeTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("param($Command) New-BridgedContainer busybox -Name web -Command $Command", [Pages.Server("web")]).OrThrow();
    }

    [Fact]
    public void A_range_is_one_rule_and_each_of_its_ports_leads_to_its_own()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18120-18121:80-81, 18130-18140:18130-18140").OrThrow();

        var rules = Translations();
        Assert.Equal(2, rules.Length);
        Assert.EndsWith(":80-81/18120", rules[0], StringComparison.Ordinal);
        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18120", 15));
        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18121", 15));
        Assert.Equal("refused", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18135", 5));
    }

    [Fact]
    public void Of_a_range_one_port_can_be_taken_away()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18120-18122:79-81 -AllowFrom 10.77.0.2; Unpublish-ContainerPort web 18121").OrThrow();

        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18122", 15));
        Assert.Equal("refused", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18121", 2));
        Assert.Equal("dropped", Pages.Fetch(_lab, "outside77", $"{Addresses.Lab4}:18122", 2));
        Assert.Equal(["18120", "18122"], _lab.Session.Invoke("(Get-ContainerPort web).HostPort").OrThrow().Select(static port => port.ToString()));
        _lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();
        Assert.DoesNotContain(FirewallText.Ours(_lab), static line => line.Contains("1812", StringComparison.Ordinal));
    }

    [Fact]
    public void Ports_in_a_row_that_lead_to_one_are_one_rule_and_one_of_them_can_be_taken_away()
    {
        _lab.Session.Invoke("Publish-ContainerPort web (18160..18259 | ForEach-Object { \"${_}:80\" })").OrThrow();
        Assert.EndsWith(":80", Assert.Single(Translations()), StringComparison.Ordinal);
        foreach (var port in (int[])[18160, 18205, 18259]) Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:{port}", 15));
        Assert.Equal("refused", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18260", 5));
        Assert.Equal(100, Count());

        _lab.Session.Invoke("Unpublish-ContainerPort web 18205").OrThrow();

        Assert.Equal(2, Translations().Length);
        Assert.Equal("refused", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18205", 5));
        foreach (var port in (int[])[18204, 18206]) Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:{port}", 15));
        Assert.Equal(99, Count());
    }

    [Fact]
    public void What_leads_to_one_port_is_remembered_when_the_rules_are_lost_and_through_a_restart()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18160:80, 18161:80, 18162:80").OrThrow();
        var before = FirewallText.Rules(_lab);

        _lab.Inside.Run("iptables", "-F", "CONTAINERNET-FORWARD");
        _lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        _lab.Session.Invoke("Repair-ContainerNetwork").OrThrow();
        Assert.Equal(before.Where(static line => line.Contains("1816", StringComparison.Ordinal)), FirewallText.Ours(_lab).Where(static line => line.Contains("1816", StringComparison.Ordinal)));

        _lab.Session.Invoke("Restart-Container web -TimeoutSec 0").OrThrow();
        Assert.Single(Translations());
        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18162", 15));
    }

    [Fact]
    public void Ports_in_a_row_that_were_published_one_after_the_other_need_no_repair()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18160:80; Publish-ContainerPort web 18161:80; Publish-ContainerPort web 18162:81").OrThrow();
        var before = FirewallText.Rules(_lab);

        Assert.Empty(_lab.Session.Invoke("Repair-ContainerNetwork").OrThrow());

        Assert.Equal(before, FirewallText.Rules(_lab));
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private string[] Translations() => [.. FirewallText.Ours(_lab).Where(static line => line.Contains("-j DNAT", StringComparison.Ordinal))];

    private int Count() => _lab.Session.Invoke("Get-ContainerPort web").OrThrow().Length;
}
