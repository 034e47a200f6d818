using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>Ctrl+C at every step of making a container, held there by the proxy.</summary>
public sealed class StopTests(LabFixture lab) : IAsyncLifetime
{
    private const string Create = "/containers/create";
    private const string Start = "/start ";
    private static readonly TimeSpan s_liveLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_heldLimit = TimeSpan.FromSeconds(15);
    private FaultScene _scene = null!;

    /// <summary>The mode, the request, where it is held, and what came before it.</summary>
    public static TheoryData<string, string, HoldPoint, string?> Steps
    {
        get
        {
            var steps = new TheoryData<string, string, HoldPoint, string?>();
            foreach (var mode in FaultScene.Modes)
            {
                steps.Add(mode, Create, HoldPoint.Reply, null);
                steps.Add(mode, Start, HoldPoint.Request, null);
                steps.Add(mode, Start, HoldPoint.Late, null);
                steps.Add(mode, Start, HoldPoint.Reply, null);
                steps.Add(mode, "/json ", HoldPoint.Request, Start);
            }

            steps.Add("Bridged", "/networks/flt-two/connect", HoldPoint.Request, null);
            steps.Add("Bridged", "/networks/flt-two/connect", HoldPoint.Late, null);
            steps.Add("Bridged", "/networks/flt-two/connect", HoldPoint.Reply, null);
            steps.Add("Bridged", "/networks ", HoldPoint.Reply, Start);
            return steps;
        }
    }

    /// <summary>The same for a run to the end.</summary>
    public static TheoryData<string, string, HoldPoint> RunSteps
    {
        get
        {
            var steps = new TheoryData<string, string, HoldPoint>();
            foreach (var mode in FaultScene.Modes)
            {
                steps.Add(mode, "/logs?", HoldPoint.Request);
                steps.Add(mode, "/logs?", HoldPoint.Reply);
                steps.Add(mode, "/wait", HoldPoint.Request);
                steps.Add(mode, "/wait", HoldPoint.Reply);
            }

            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Stopped_while_it_is_made_it_leaves_nothing(string mode, string request, HoldPoint point, string? after)
    {
        var hold = _scene.Proxy.Hold(request, point, after);

        var (result, time) = await _scene.StopAtAsync($"{_scene.Making(mode)} -- sleep 600", hold);

        Assert.True(result.Stopped);
        Assert.Empty(result.Output);
        Assert.InRange(time, TimeSpan.Zero, s_liveLimit);
        hold.Release();
        if (point == HoldPoint.Late) await hold.Passed;
        await _scene.AssertNothingLeftAsync();
    }

    [Theory]
    [MemberData(nameof(RunSteps))]
    public async Task Stopped_while_it_runs_to_its_end_it_leaves_nothing(string mode, string request, HoldPoint point)
    {
        var hold = _scene.Proxy.Hold(request, point);

        var (result, time) = await _scene.StopAtAsync($"{_scene.Making(mode)} -Wait -- sh -c 'echo begun; sleep 1'", hold);

        Assert.True(result.Stopped);
        Assert.InRange(time, TimeSpan.Zero, s_liveLimit);
        hold.Release();
        await _scene.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("Closed")]
    [InlineData("Bridged")]
    [InlineData("Joined")]
    [InlineData("Host")]
    public async Task Stopped_before_the_engine_saw_the_create_what_it_makes_later_is_taken_away(string mode)
    {
        var hold = _scene.Proxy.Hold(Create, HoldPoint.Late);

        var (result, time) = await _scene.StopAtAsync($"{_scene.Making(mode)} -- sleep 600", hold);

        Assert.True(result.Stopped);
        Assert.InRange(time, TimeSpan.Zero, s_heldLimit);
        Assert.Equal("", _scene.Made);
        hold.Release();
        await hold.Passed;
        await FaultScene.WaitUntilAsync(() => _scene.Made.Length == 0);
        Assert.Contains(_scene.Proxy.Requests, line => line.StartsWith("DELETE", StringComparison.Ordinal));
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Stopped_with_the_guard_in_place_it_takes_the_guard_away()
    {
        // Reading the networks for the object is the second time after the start; by then the guard stands.
        var guarding = _scene.Proxy.Hold("/networks ", HoldPoint.Request, Start);
        using var stop = new CancellationTokenSource();
        var running = _scene.RunAsync($"{_scene.Making("Bridged")} -- sleep 600", stop.Token);
        await guarding.Reached;
        var reading = _scene.Proxy.Hold("/networks ", HoldPoint.Reply, "/networks ");
        guarding.Release();
        await reading.Reached;
        Assert.Contains("-A CONTAINERNET-GUARD", lab.Inside.IptablesSave(), StringComparison.Ordinal);
        await stop.CancelAsync();

        Assert.True((await running).Stopped);
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task KeepOnFailure_is_not_for_what_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        var running = _scene.RunAsync("New-ClosedContainer busybox -Wait -KeepOnFailure -- sh -c 'while true; do echo more; done'", stop.Token);
        await FaultScene.WaitUntilAsync(() => _scene.Proxy.Requests.Any(line => line.Contains("/logs?", StringComparison.Ordinal)));
        await stop.CancelAsync();

        Assert.True((await running).Stopped);
        await _scene.AssertNothingLeftAsync();
    }

    public ValueTask InitializeAsync()
    {
        _scene = new FaultScene(lab);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();
}
