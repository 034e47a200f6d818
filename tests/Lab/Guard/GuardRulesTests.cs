using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Guard;

/// <summary>What the guard writes, and what it leaves as it was, in the eyes of iptables-save.</summary>
public sealed class GuardRulesTests : IDisposable
{
    private const string Loopback = "-Publish 127.0.0.1:18081:80";

    private readonly LabFixture _lab;

    public GuardRulesTests(LabFixture lab)
    {
        _lab = lab;
        lab.SweepRules();
    }

    [Fact]
    public void After_removal_the_rules_are_equal_line_by_line()
    {
        var before = FirewallText.Rules(_lab);
        New("cn-one", Loopback);
        Assert.NotEmpty(FirewallText.Ours(_lab));

        _lab.Session.Invoke("Remove-Container cn-one -Force").OrThrow();

        Assert.Equal(before, FirewallText.Rules(_lab));
    }

    [Fact]
    public void A_second_container_leaves_the_first_ones_rules_as_they_are()
    {
        New("cn-one", Loopback);
        var first = FirewallText.Ours(_lab);

        New("cn-two", "");

        Assert.Empty(first.Except(FirewallText.Ours(_lab)));
        Assert.Single(FirewallText.Ours(_lab).Except(first));
    }

    [Fact]
    public void A_restart_leaves_every_rule_once()
    {
        New("cn-one", Loopback);
        var before = FirewallText.Ours(_lab);

        _lab.Session.Invoke("Restart-Container cn-one -TimeoutSec 0").OrThrow();

        Assert.Equal(before, FirewallText.Ours(_lab));
    }

    [Fact]
    public void Rules_of_a_container_removed_by_other_hands_go_with_the_next_write()
    {
        New("cn-one", Loopback);
        New("cn-two", "");
        var id = _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "cn-one");
        _lab.Inside.Docker("rm", "--force", "cn-one");
        Assert.Contains(FirewallText.Ours(_lab), line => line.Contains(id, StringComparison.Ordinal));

        _lab.Session.Invoke("Remove-Container cn-two -Force").OrThrow();

        Assert.Empty(FirewallText.Ours(_lab));
    }

    [Fact]
    public void A_canary_in_every_table_survives()
    {
        string[] places =
        [
            "raw PREROUTING", "mangle PREROUTING", "mangle FORWARD", "nat POSTROUTING", "filter FORWARD", "filter DOCKER-USER", "filter INPUT",
        ];
        foreach (var place in places) Canary("-A", place);
        try
        {
            var before = FirewallText.Rules(_lab);
            New("cn-one", Loopback);
            Assert.NotEmpty(FirewallText.Ours(_lab));
            Assert.Empty(before.Except(FirewallText.Rules(_lab)));

            _lab.Session.Invoke("Remove-Container cn-one -Force").OrThrow();

            Assert.Equal(before, FirewallText.Rules(_lab));
        }
        finally
        {
            foreach (var place in places) Canary("-D", place);
        }
    }

    [Fact]
    public void The_jump_stands_behind_the_administrators_rules_and_before_the_engines_return()
    {
        _lab.Inside.Run("iptables", "-I", "DOCKER-USER", "-s", Addresses.SecondOutside4, "-j", "ACCEPT");
        try
        {
            New("cn-one", "");

            string[] targets = [.. Targets("DOCKER-USER")];
            // Engines from 28.2 on end their chain without a RETURN.
            Assert.Equal(["ACCEPT", "CONTAINERNET-GUARD"], targets is [.., "RETURN"] ? targets[..^1] : targets);
        }
        finally
        {
            _lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-s", Addresses.SecondOutside4, "-j", "ACCEPT");
        }
    }

    [Fact]
    public void NoGuard_writes_no_rule()
    {
        New("cn-one", $"{Loopback} -NoGuard");

        Assert.Empty(FirewallText.Ours(_lab));
    }

    [Fact]
    public void Without_the_guard_a_neighbours_frame_does_reach_what_is_published_on_loopback()
    {
        New("cn-one", $"{Loopback} -NoGuard");
        _lab.Inside.Run(
            "curl", "-sS", "--retry", "20", "--retry-delay", "0", "--retry-all-errors", "-o", "/dev/null", "http://127.0.0.1:18081/");

        Assert.Equal("SYN-ACK", Neighbour.SendSyn(_lab, "127.0.0.1", 18081));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-NoGuard", true)]
    public void The_published_port_of_a_container_is_open_at_its_own_address_unless_it_is_guarded(string more, bool open)
    {
        New("cn-one", $"-Publish 18082:80 {more}");
        var own = _lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "cn-one");
        _lab.Outside.Run("curl", "-sS", "--retry", "20", "--retry-delay", "0", "--retry-all-errors", "-o", "/dev/null", $"http://{Addresses.Lab4}:18082/");

        var answer = _lab.Outside.Try("curl", "-sS", "--max-time", "2", $"http://{own}/");

        Assert.Equal(open ? "served by cn-web" : "", answer.Text);
        Assert.Equal(open ? 0 : 28, answer.ExitCode);
    }

    [Fact]
    public async Task Two_sessions_at_once_lose_no_rule()
    {
        using var other = new PowerShellSession();
        var sessions = new[] { _lab.Session, other };

        var made = await Task.WhenAll(sessions.Select((session, number) => session.InvokeAsync(
            $"foreach ($i in 1..4) {{ New-BridgedContainer {LabImages.Web} -Name cn-{number}-$i }}", TestContext.Current.CancellationToken)));

        foreach (var result in made) result.OrThrow();
        string[] ids = _lab.Inside.Docker("ps", "--quiet", "--no-trunc").Split('\n');
        Assert.Equal(8, ids.Length);
        Assert.All(ids, id => Assert.Single(FirewallText.Ours(_lab), line => line.Contains($"containernet:{id}:guard", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_names_its_owner()
    {
        New("cn-one", Loopback);

        var rules = FirewallText.Ours(_lab).Where(line => line.Contains(" -A ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, line => Assert.Contains("--comment \"containernet:", line, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private void New(string name, string more) =>
        _lab.Session.Invoke($"New-BridgedContainer {LabImages.Web} -Name {name} {more}").OrThrow();

    private IEnumerable<string> Targets(string chain) =>
        _lab.Inside.Run("iptables", "-S", chain).Split('\n')
            .Where(line => line.StartsWith("-A", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]);

    private void Canary(string action, string place)
    {
        string[] words = place.Split(' ');
        _lab.Inside.Run(
            "iptables", "-t", words[0], action, words[1], "-s", "192.0.2.99", "-m", "comment", "--comment", "a \"canary\"", "-j", "ACCEPT");
    }
}
