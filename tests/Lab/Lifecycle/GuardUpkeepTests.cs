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
