using Xunit;

namespace ContainerNet.Lab.Lifecycle;

/// <summary>The guard of a container follows it through starts, and goes with it.</summary>
public sealed class GuardUpkeepTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Theory]
    [InlineData("Start-Container web")]
    [InlineData("Restart-Container web -TimeoutSec 0")]
    public void A_started_container_of_ours_is_guarded_at_the_address_it_has_now(string script)
    {
        _cli.Create("web", ours: true, "sleep", "1000");

        lab.Session.Invoke(script).OrThrow();

        Assert.Contains(GuardRules(), rule => rule.Contains($"-d {Address("web")}/32", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_that_got_another_address_is_guarded_there_and_no_longer_at_the_old_one()
    {
        _cli.Create("web", ours: true, "sleep", "1000");
        lab.Session.Invoke("Start-Container web").OrThrow();
        var before = Address("web");
        lab.Inside.Docker("stop", "--time", "0", "web");
        _cli.Run("squatter", ours: false);

        lab.Session.Invoke("Start-Container web").OrThrow();

        Assert.Equal(before, Address("squatter"));
        Assert.Equal([Address("web")], GuardRules().Select(static rule => rule.Split("-d ")[1].Split('/')[0]));
    }

    [Fact]
    public void A_container_that_is_not_ours_gets_no_guard()
    {
        _cli.Create("foreign", ours: false, "sleep", "1000");

        lab.Session.Invoke("Start-Container foreign").OrThrow();

        Assert.Empty(GuardRules());
    }

    [Theory]
    [InlineData("Remove-Container web -Force")]
    [InlineData("Stop-Container web -TimeoutSec 0")]
    public void The_guard_goes_with_the_container(string script)
    {
        _cli.Create("web", ours: true, "sleep", "1000");
        lab.Session.Invoke("Start-Container web").OrThrow();
        Assert.NotEmpty(GuardRules());

        lab.Session.Invoke(script).OrThrow();

        Assert.Empty(GuardRules());
    }

    [Theory]
    [InlineData("New-ClosedContainer busybox -- sleep 100")]
    [InlineData("New-BridgedContainer busybox -Name other -- sleep 100")]
    [InlineData("New-BridgedContainer busybox -NoGuard -- sleep 100")]
    [InlineData("New-BridgedContainer busybox -NoStart -- sleep 100")]
    [InlineData("New-HostContainer busybox -- sleep 100")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -- sleep 100")]
    [InlineData("Start-Container off")]
    [InlineData("Stop-Container donor -TimeoutSec 0")]
    [InlineData("Restart-Container donor -TimeoutSec 0")]
    [InlineData("Remove-Container off")]
    public void Every_cmdlet_that_writes_takes_the_guard_of_a_container_away_that_is_gone(string script)
    {
        _cli.Run("donor");
        _cli.Create("off", ours: true, "sleep", "100");
        _cli.Create("web", ours: true, "sleep", "100");
        lab.Session.Invoke("Start-Container web").OrThrow();
        var id = _cli.Inspect("web", "{{.Id}}");
        lab.Inside.Docker("rm", "--force", "web");
        Assert.Contains(GuardRules(), rule => rule.Contains(id, StringComparison.Ordinal));

        lab.Session.Invoke(script).OrThrow();

        Assert.DoesNotContain(GuardRules(), rule => rule.Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-ClosedContainer busybox -WhatIf -- sleep 100")]
    [InlineData("Get-Container")]
    [InlineData("Get-ContainerInterface")]
    public void A_cmdlet_that_only_reads_leaves_it(string script)
    {
        _cli.Create("web", ours: true, "sleep", "100");
        lab.Session.Invoke("Start-Container web").OrThrow();
        lab.Inside.Docker("rm", "--force", "web");
        var before = GuardRules();
        Assert.NotEmpty(before);

        lab.Session.Invoke(script).OrThrow();

        Assert.Equal(before, GuardRules());
    }

    [Fact]
    public void The_guard_is_told_and_missed_when_it_is_flushed()
    {
        _cli.Create("web", ours: true, "sleep", "1000");
        Assert.Equal("Guarded", lab.Session.Invoke("Start-Container web -PassThru").Property("Guard"));

        lab.Inside.Run("iptables", "-w", "-F", "CONTAINERNET-GUARD");

        Assert.Equal("Missing", lab.Session.Invoke("Get-Container web").Property("Guard"));
    }

    // What the last test left would be swept in the next: each is to begin without a guard.
    public void Dispose()
    {
        lab.RemoveAllContainers();
        lab.Inside.Try("iptables", "-w", "-F", "CONTAINERNET-GUARD");
    }

    private string Address(string name) => _cli.Inspect(name, "{{.NetworkSettings.IPAddress}}");

    private string[] GuardRules() =>
        [.. lab.Inside.IptablesSave("-t", "filter").Split('\n').Where(static line => line.StartsWith("-A CONTAINERNET-GUARD ", StringComparison.Ordinal))];
}
