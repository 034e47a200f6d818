using System.Diagnostics;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>dockerd killed at a step held by the proxy, and started again.</summary>
public sealed class LostEngineTests(LabFixture lab) : IAsyncLifetime
{
    private FaultScene _scene = null!;

    [Theory]
    [InlineData("Closed")]
    [InlineData("Bridged")]
    [InlineData("Joined")]
    [InlineData("Host")]
    public async Task Killed_between_create_and_start_what_is_left_is_named(string mode)
    {
        var (result, time) = await KillAtAsync($"{_scene.Making(mode)} -Name half -- sleep 600", _scene.Proxy.Hold("/start ", HoldPoint.Request));

        Assert.Equal(["ContainerRemovalFailed", "EngineConnectionLost"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await lab.Lab.Engine.StartAsync();
        var left = lab.Inside.Docker("ps", "--all", "--no-trunc", "--filter", "label=containernet", "--format", "{{.ID}}");
        Assert.Equal(left, result.Errors[0].TargetObject);
        Assert.DoesNotContain("-A CONTAINERNET", lab.Inside.IptablesSave(), StringComparison.Ordinal);
        lab.Session.Invoke($"Remove-Container {left[..12]} -Force").OrThrow();
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Killed_and_started_again_at_once_nothing_is_left()
    {
        var hold = _scene.Proxy.Hold("/start ", HoldPoint.Request);
        var running = _scene.RunAsync($"{_scene.Making("Bridged")} -- sleep 600");
        await hold.Reached;
        await lab.Lab.Engine.KillAsync();
        hold.Release();
        await lab.Lab.Engine.StartAsync();

        Assert.Equal(["EngineConnectionLost"], (await running).ErrorIds);
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Killed_during_create_the_label_of_what_may_be_left_is_named()
    {
        var (result, _) = await KillAtAsync("New-ClosedContainer busybox -- sleep 600", _scene.Proxy.Hold("/containers/create", HoldPoint.Reply));

        Assert.Equal(["ContainerRemovalFailed", "EngineConnectionLost"], result.ErrorIds);
        await lab.Lab.Engine.StartAsync();
        Assert.NotEmpty(_scene.Made);
        var ticket = lab.Inside.Docker("inspect", "--format", "{{index .Config.Labels \"containernet.creation\"}}", _scene.Made);
        Assert.Equal($"containernet.creation={ticket}", result.Errors[0].TargetObject);
        lab.Session.Invoke("Get-Container -Label $args[0] | Remove-Container", result.Errors[0].TargetObject).OrThrow();
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Killed_during_a_run_to_the_end_the_container_is_named_and_its_label_tells_what_it_was()
    {
        var running = _scene.RunAsync("New-BridgedContainer busybox -AutoRemove -Wait -- sh -c 'echo begun; " + LabFixture.Heeding + "'");
        await FaultScene.WaitUntilAsync(() => _scene.Proxy.Requests.Any(line => line.Contains("/logs?", StringComparison.Ordinal)));
        await lab.Lab.Engine.KillAsync();
        var result = await running;

        Assert.Equal(["ContainerRemovalFailed", "EngineConnectionLost"], result.ErrorIds);
        await lab.Lab.Engine.StartAsync();
        Assert.Equal(result.Errors[0].TargetObject, lab.Inside.Docker("ps", "--all", "--no-trunc", "--quiet", "--filter", "label=containernet.temporary=1"));
        lab.Session.Invoke("Get-Container -Label containernet.temporary | Remove-Container -Force").OrThrow();
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Killed_during_a_wait_the_wait_is_an_error()
    {
        lab.Inside.Docker("run", "--detach", "--name", "kept", "busybox", "sh", "-c", LabFixture.Heeding);

        var (result, _) = await KillAtAsync("Wait-Container kept", _scene.Proxy.Hold("/wait", HoldPoint.Request));

        Assert.Equal(["EngineConnectionLost"], result.ErrorIds);
    }

    public ValueTask InitializeAsync()
    {
        _scene = new FaultScene(lab);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (lab.Lab.Engine.ProcessId is null) await lab.Lab.Engine.StartAsync();
        await _scene.DisposeAsync();
    }

    private async Task<(PowerShellResult Result, TimeSpan Time)> KillAtAsync(string script, ProxyHold hold)
    {
        var running = _scene.RunAsync(script);
        await hold.Reached;
        await lab.Lab.Engine.KillAsync();
        var watch = Stopwatch.StartNew();
        hold.Cut();
        return (await running, watch.Elapsed);
    }
}
