using System.Diagnostics;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>SIGINT to a PowerShell of its own, while the proxy holds the engine.</summary>
public sealed class InterruptTests(LabFixture lab) : IAsyncLifetime
{
    private const int Interrupted = 130;
    private FaultScene _scene = null!;

    /// <summary>The mode, the request, and where it is held.</summary>
    public static TheoryData<string, string, HoldPoint> Steps
    {
        get
        {
            var steps = new TheoryData<string, string, HoldPoint>();
            foreach (var mode in FaultScene.Modes)
            {
                steps.Add(mode, "/images/create?", HoldPoint.Request);
                steps.Add(mode, "/containers/create", HoldPoint.Reply);
                steps.Add(mode, "/start ", HoldPoint.Reply);
                steps.Add(mode, "/wait", HoldPoint.Reply);
            }

            steps.Add("Bridged", "/networks/flt-two/connect", HoldPoint.Reply);
            steps.Add("Joined", "/start ", HoldPoint.Late);
            steps.Add("Host", "/containers/create", HoldPoint.Request);
            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_session_that_is_interrupted_at_a_step_leaves_nothing(string mode, string request, HoldPoint point)
    {
        var hold = _scene.Proxy.Hold(request, point);
        var making = _scene.Making(mode);

        // The engine never sees this pull, so that there need be no registry.
        if (request.StartsWith("/images", StringComparison.Ordinal)) making = making.Replace("busybox", "127.0.0.1:5001/absent", StringComparison.Ordinal);
        var (tool, time) = await InterruptAsync($"{making} -Wait -- sh -c 'echo begun; sleep 1'", hold);

        await using (tool)
        {
            Assert.Equal(Interrupted, tool.ExitCode);
            Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(point == HoldPoint.Request ? 15 : 5));
            hold.Release();
            if (point == HoldPoint.Late) await hold.Passed;
            await _scene.AssertNothingLeftAsync();
        }
    }

    [Fact]
    public async Task A_create_that_the_engine_carries_out_after_the_session_has_ended_was_reported_and_is_found_by_its_label()
    {
        var hold = _scene.Proxy.Hold("/containers/create", HoldPoint.Late);

        var (tool, _) = await InterruptAsync("New-ClosedContainer busybox -- sleep 600", hold);

        await using (tool)
        {
            Assert.Equal(Interrupted, tool.ExitCode);
            hold.Release();
            await FaultScene.WaitUntilAsync(() => _scene.Made.Length > 0);
            var ticket = lab.Inside.Docker("inspect", "--format", "{{index .Config.Labels \"containernet.creation\"}}", _scene.Made);
            Assert.Contains($"containernet.creation={ticket}", tool.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_killed_session_left_is_told_by_its_label()
    {
        var hold = _scene.Proxy.Hold("/logs?", HoldPoint.Reply);

        var (tool, _) = await EndAsync("New-ClosedContainer busybox -Name left -AutoRemove -Wait -- sh -c 'echo begun; sleep 600'", hold, "KILL");

        await using (tool)
        {
            var left = lab.Session.Invoke("Get-Container -Label containernet.temporary=1").OrThrow();
            Assert.Equal("left", left.Single().Properties["Name"].Value);
            Assert.Equal("left", lab.Inside.Docker("ps", "--filter", "label=containernet.temporary=1", "--format", "{{.Names}}"));
        }
    }

    [Theory]
    [InlineData("Wait-Container kept", "/wait", HoldPoint.Request)]
    [InlineData("Stop-Container kept", "/stop", HoldPoint.Request)]
    public async Task A_wait_or_a_stop_that_is_interrupted_leaves_the_container_running(string script, string request, HoldPoint point)
    {
        lab.Inside.Docker("run", "--detach", "--name", "kept", "busybox", "sleep", "600");
        var hold = _scene.Proxy.Hold(request, point);

        var (tool, time) = await InterruptAsync(script, hold);

        await using (tool)
        {
            Assert.Equal(Interrupted, tool.ExitCode);
            Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(4));
            Assert.Equal("true", lab.Inside.Docker("inspect", "--format", "{{.State.Running}}", "kept"));
        }
    }

    public ValueTask InitializeAsync()
    {
        _scene = new FaultScene(lab);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private Task<(BackgroundTool Tool, TimeSpan Time)> InterruptAsync(string script, ProxyHold hold) => EndAsync(script, hold, "INT");

    private async Task<(BackgroundTool Tool, TimeSpan Time)> EndAsync(string script, ProxyHold hold, string signal)
    {
        var host = RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost");
        var tool = lab.Inside.Start(
            // Who is started in the background by a script ignores SIGINT, and hands that on.
            "env", "--default-signal=INT", $"DOCKER_HOST={_scene.Proxy.Uri}", host, "-Command", $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; {script}");
        try
        {
            await hold.Reached;
            var watch = Stopwatch.StartNew();
            await tool.StopAsync(signal);
            return (tool, watch.Elapsed);
        }
        catch
        {
            await tool.DisposeAsync();
            throw;
        }
    }
}
