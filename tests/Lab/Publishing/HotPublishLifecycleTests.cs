using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>What was published follows its container, and never leads to another.</summary>
public sealed class HotPublishLifecycleTests : IDisposable
{
    private const string Target = $"{Addresses.Lab4}:18100";
    private readonly LabFixture _lab;

    public HotPublishLifecycleTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("param($Command) New-BridgedContainer busybox -Name web -Command $Command; Publish-ContainerPort web 18100:80 -AllowFrom 10.77.0.0/24", [Pages.Server("web")]).OrThrow();
    }

    [Theory]
    [InlineData("Stop-Container web -TimeoutSec 0")]
    [InlineData("Remove-Container web -Force")]
    public void A_container_that_took_the_address_is_not_reached(string script)
    {
        var address = Address("web");
        _lab.Session.Invoke(script).OrThrow();
        _lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Pages.Server("thief")]);
        Assert.Equal(address, Address("thief"));

        Assert.Equal("refused", Pages.Fetch(_lab, "outside", Target, 3));
        Assert.DoesNotContain(FirewallText.Ours(_lab), line => line.Contains("DNAT --to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_no_time_of_a_stop_by_cmdlet_does_a_rule_lead_to_an_address_that_is_free()
    {
        // The container takes its time to end; what leads to it is gone before that.
        _lab.Session.Invoke("New-BridgedContainer busybox -Name slow -- sh -c 'trap \"sleep 2; exit\" TERM; while :; do sleep 0.1; done'; Publish-ContainerPort slow 18101:80").OrThrow();
        var stopping = _lab.Session.InvokeAsync("Stop-Container slow -TimeoutSec 10", CancellationToken.None);

        var gone = SpinWait.SpinUntil(() => !FirewallText.Ours(_lab).Any(static line => line.Contains("18101", StringComparison.Ordinal)), TimeSpan.FromSeconds(5));
        var running = _lab.Inside.Docker("inspect", "--format", "{{.State.Running}}", "slow");

        (await stopping).OrThrow();
        Assert.Equal((true, "true"), (gone, running));
    }

    [Theory]
    [InlineData("Stop-Container web -TimeoutSec 0", "Start-Container web")]
    [InlineData("Stop-Container web -TimeoutSec 0", "Start-Container web -PassThru | Restart-Container -TimeoutSec 0")]
    public void A_container_that_comes_back_at_another_address_is_published_there(string stop, string start)
    {
        var before = Address("web");
        _lab.Session.Invoke(stop).OrThrow();
        _lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Pages.Server("thief")]);

        _lab.Session.Invoke(start).OrThrow();

        Assert.NotEqual(before, Address("web"));
        Assert.Equal("web", Pages.Fetch(_lab, "outside", Target, 15));
    }

    [Fact]
    public void What_was_said_of_sources_of_the_engine_s_ports_stays_while_the_container_is_stopped()
    {
        _lab.Session.Invoke($"New-BridgedContainer busybox -Name kept -Publish 18104:80 -AllowFrom {Addresses.SecondOutside4} -- sleep 600; Publish-ContainerPort kept 18105:80 -AllowFrom {Addresses.SecondOutside4}").OrThrow();
        _lab.Session.Invoke("Stop-Container kept -TimeoutSec 0").OrThrow();

        Assert.Single(FirewallText.Ours(_lab), static line => line.Contains(":deny:18104/tcp", StringComparison.Ordinal));
        Assert.DoesNotContain(FirewallText.Ours(_lab), static line => line.Contains("18105", StringComparison.Ordinal));
        var refused = _lab.Session.Invoke("Publish-ContainerPort web 18104:80");
        Assert.Equal(["PublishShadowed"], refused.ErrorIds);
        Assert.Contains($"Set-ContainerPort {_lab.Inside.Docker("inspect", "--format", "{{.Id}}", "kept")[..12]} 18104", refused.Errors[0].ToString(), StringComparison.Ordinal);

        // What is said meanwhile of the one does not make the other forgotten.
        _lab.Session.Invoke("Set-ContainerPort kept 18104 -AllowFrom 192.0.2.0/24; Start-Container kept").OrThrow();
        Assert.Equal(["18104 192.0.2.0/24", $"18105 {Addresses.SecondOutside4}/32"], Said("kept"));
    }

    [Theory]
    [InlineData("Stop-Container web -TimeoutSec 0", "Start-Container web")]
    [InlineData("docker stop --time 0 web", "docker start web; Repair-ContainerNetwork")]
    [InlineData("docker stop --time 0 web; Repair-ContainerNetwork", "docker start web; Repair-ContainerNetwork")]
    public void A_port_of_a_stopped_container_is_open_for_who_takes_it_and_closed_again_afterwards(string stop, string start)
    {
        _lab.Session.Invoke("param($Command) New-BridgedContainer busybox -Name other -Command $Command", [Pages.Server("other")]).OrThrow();
        _lab.Session.Invoke($"Set-ContainerPort web 18100 -AllowFrom {Addresses.SecondOutside4}").OrThrow();
        Assert.Equal("dropped", Pages.Fetch(_lab, "outside", Target, 3));

        _lab.Session.Invoke(stop).OrThrow();
        _lab.Session.Invoke("Publish-ContainerPort other 18100:80").OrThrow();
        Assert.Equal("other", Pages.Fetch(_lab, "outside", Target, 15));

        _lab.Session.Invoke($"Unpublish-ContainerPort other 18100; {start}").OrThrow();
        Assert.Equal([$"18100 {Addresses.SecondOutside4}/32"], Said("web"));
        Assert.Equal("dropped", Pages.Fetch(_lab, "outside", Target, 3));
    }

    [Theory]
    [InlineData("docker rm --force web", "New-ClosedContainer busybox -- sleep 100")]
    [InlineData("docker stop --time 0 web", "Publish-ContainerPort other 18109:80")]
    [InlineData("docker kill web", "Stop-Container other -TimeoutSec 0")]
    public void What_other_hands_left_behind_goes_with_the_next_cmdlet_that_writes(string others, string script)
    {
        _lab.Session.Invoke("New-BridgedContainer busybox -Name other -- sleep 600").OrThrow();
        var id = _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "web");
        _lab.Inside.Run(others.Split(' '));
        Assert.Contains(FirewallText.Ours(_lab), line => line.Contains($"{id}:publish", StringComparison.Ordinal));

        _lab.Session.Invoke(script).OrThrow();

        Assert.DoesNotContain(FirewallText.Ours(_lab), line => line.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_restarted_by_other_hands_leaves_no_rule_at_an_address_that_is_anothers()
    {
        _lab.Inside.Docker("stop", "--time", "0", "web");
        _lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Pages.Server("thief")]);
        _lab.Inside.Docker("start", "web");

        _lab.Session.Invoke("New-ClosedContainer busybox -- sleep 100").OrThrow();

        Assert.Equal("refused", Pages.Fetch(_lab, "outside", Target, 3));
    }

    [Fact]
    public void The_ports_of_a_joined_container_go_with_it_and_with_its_donor()
    {
        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container web -Name one -- sleep 600; Join-ContainerNetwork busybox -Container web -Name two -- sleep 600").OrThrow();
        _lab.Session.Invoke("Publish-ContainerPort one 18111:80; Publish-ContainerPort two 18112:80").OrThrow();
        Assert.Equal(["one", "two", "web"], _lab.Session.Invoke("Get-ContainerPort one, two | ForEach-Object ContainerName").OrThrow().Select(static name => name.ToString()).Distinct().Order());

        _lab.Session.Invoke("Remove-Container one -Force").OrThrow();
        Assert.DoesNotContain(FirewallText.Ours(_lab), static line => line.Contains("18111", StringComparison.Ordinal));
        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18112", 15));

        _lab.Session.Invoke("Stop-Container web -TimeoutSec 0").OrThrow();
        Assert.DoesNotContain(FirewallText.Ours(_lab), static line => line.Contains("DNAT --to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_sessions_at_once_lose_no_port()
    {
        const int Each = 200;
        const int AtOnce = 10;
        using var other = new PowerShellSession();
        PowerShellSession[] sessions = [_lab.Session, other];
        var before = FirewallText.Rules(_lab);

        await BothAsync(first => $"Publish-ContainerPort web ($i..($i + {AtOnce - 1}) | ForEach-Object {{ \"$({first} + 2 * $_):80\" }})");
        var published = FirewallText.Ours(_lab);
        Assert.Equal(2 * Each, published.Count(static line => line.Contains("DNAT --to", StringComparison.Ordinal) && line.Contains("dport 19", StringComparison.Ordinal)));
        Assert.Equal(0, published.GroupBy(static line => line).Count(static group => group.Count() > 1));

        await BothAsync(first => $"Unpublish-ContainerPort web ($i..($i + {AtOnce - 1}) | ForEach-Object {{ {first} + 2 * $_ }})");
        Assert.Equal(before, FirewallText.Rules(_lab));

        async Task BothAsync(Func<int, string> script)
        {
            var results = await Task.WhenAll(sessions.Select((session, number) => session.InvokeAsync(
                $"for ($i = 0; $i -lt {Each}; $i += {AtOnce}) {{ {script(19000 + (number * 500))} }}", TestContext.Current.CancellationToken)));
            foreach (var result in results) result.OrThrow();
        }
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private IEnumerable<string> Said(string container) =>
        _lab.Session.Invoke($"Get-ContainerPort {container} | ForEach-Object {{ \"$($_.HostPort) $($_.AllowFrom)\" }}").OrThrow().Select(static line => line.ToString()).Distinct().Order();

    private string Address(string container) => _lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", container);
}
