using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Guard;

/// <summary>A container with an address of IPv6, on an engine that leaves ip6tables alone (before 27).</summary>
public sealed class GuardIPv6Tests : IDisposable
{
    private const string Network = "cn-guard-six";

    private readonly LabFixture _lab;
    private readonly string[] _before;

    public GuardIPv6Tests(LabFixture lab)
    {
        _lab = lab;
        lab.SweepRules();
        _before = FirewallText.Rules(lab, ipv6: true);
        lab.Inside.Docker("network", "create", "--ipv6", "--subnet", "fd00:77:6::/64", Network);
        lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "1");
    }

    [Fact]
    public void A_containers_own_address_is_not_reached_from_outside()
    {
        New("");

        AssertDropped();
    }

    [Fact]
    public void Without_the_guard_it_is_reached()
    {
        New("-NoGuard");

        Assert.Equal("served by cn-web", Fetch(_lab.Outside).Text);
    }

    [Fact]
    public void A_published_port_is_reached_from_outside_at_the_hosts_own_address()
    {
        New("-Publish 18083:80");

        Assert.Equal("served by cn-web", Fetch(_lab.Outside, $"[{Addresses.Lab6}]:18083").Text);
        AssertDropped();
    }

    [Fact]
    public void A_port_published_on_its_loopback_is_reached_from_the_host_only()
    {
        New("-Publish '[::1]:18084:80'");

        Assert.Equal("served by cn-web", Fetch(_lab.Inside, "[::1]:18084").Text);
        Assert.Equal(7, _lab.Outside.Try("curl", "-sS", "--max-time", "2", $"http://[{Addresses.Lab6}]:18084/").ExitCode);
    }

    [Fact]
    public void The_host_reaches_it_all_the_same()
    {
        New("");

        Assert.Equal("served by cn-web", Fetch(_lab.Inside).Text);
    }

    [Fact]
    public void What_the_container_asks_for_comes_back()
    {
        New("");

        var answer = _lab.Inside.Try("docker", "exec", "cn-six", "ping", "-6", "-c", "5", "-W", "1", Addresses.Outside6);

        // The first may be lost while the address is still tentative (duplicate address detection, RFC 4862).
        Assert.Contains("bytes from", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rule_names_address_and_bridge()
    {
        New("");

        var rule = Assert.Single(FirewallText.Ours(_lab, ipv6: true), line => line.Contains("-A CONTAINERNET-GUARD", StringComparison.Ordinal));

        var bridge = "br-" + _lab.Inside.Docker("network", "inspect", "--format", "{{.Id}}", Network)[..12];
        Assert.Contains($"-d {Address()}/128 ! -i {bridge} -o {bridge} ", rule, StringComparison.Ordinal);
    }

    [Fact]
    public void After_removal_the_rules_are_equal_line_by_line()
    {
        New("");

        _lab.Session.Invoke("Remove-Container cn-six -Force").OrThrow();

        Assert.Equal(_before, FirewallText.Rules(_lab, ipv6: true));
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", Network);
        _lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "0");
    }

    private void New(string more) =>
        _lab.Session.Invoke($"New-BridgedContainer {LabImages.Web} -Name cn-six -Network {Network} {more}").OrThrow();

    /// <summary>Where the host itself reaches it, what comes from outside and is not answered was dropped: once is enough.</summary>
    private void AssertDropped()
    {
        Assert.Equal("served by cn-web", Fetch(_lab.Inside).Text);
        Assert.Equal(28, _lab.Outside.Try("curl", "-sS", "--max-time", "2", $"http://[{Address()}]/").ExitCode);
    }

    private string Address() =>
        _lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}", "cn-six");

    private ToolResult Fetch(NamespaceTools from, string? authority = null) =>
        from.Try("curl", "-sS", "--max-time", "2", "--retry", "3", "--retry-delay", "0", "--retry-connrefused", $"http://{authority ?? $"[{Address()}]"}/");
}
