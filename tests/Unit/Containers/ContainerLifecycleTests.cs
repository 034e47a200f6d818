using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class ContainerLifecycleTests
{
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("running")]
    [InlineData("paused")]
    [InlineData("restarting")]
    public async Task A_container_with_a_process_is_not_removed_without_force(string state)
    {
        var target = Target("web", state);

        var error = await Assert.ThrowsAsync<ContainerNetException>(() => Lifecycle.RemoveAsync(target, force: false, volumes: false, default));

        Assert.Equal((ErrorId.ContainerRunning, "web", 0), (error.Id, error.Target, _engine.Writes.Length));
    }

    [Fact]
    public async Task By_force_it_is_removed_without_a_question()
    {
        await Lifecycle.RemoveAsync(Target("web", "running"), force: true, volumes: true, default);

        Assert.Equal(["remove web force volumes"], _engine.Calls);
    }

    [Fact]
    public async Task One_that_runs_is_left_as_it_is_by_a_start()
    {
        await Lifecycle.StartAsync(Target("web", "running"), default);

        Assert.Equal(["start web"], _engine.Calls);
    }

    [Fact]
    public async Task Waiting_longer_than_allowed_is_an_error()
    {
        var error = await Assert.ThrowsAsync<ContainerNetException>(() => Lifecycle.WaitAsync(Target("web", "running"), 0, default));

        Assert.Equal((ErrorId.WaitTimedOut, "web"), (error.Id, error.Target));
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_timeout()
    {
        using var cancel = new CancellationTokenSource(20);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Lifecycle.WaitAsync(Target("web", "running"), 60, cancel.Token));
    }

    [Fact]
    public async Task One_that_goes_away_while_many_are_read_is_left_out()
    {
        _engine.Containers.Add("web");
        _engine.Containers.Add("gone");
        var listed = await _engine.Containers.ListAsync(true, default);
        _engine.Containers.Vanish("gone");

        var read = await new ContainerServices(_engine).Query.ReadAsync(listed, new ContainerFilter(), default);

        Assert.Equal(["web"], read.Select(static one => one.Name));
    }

    [Fact]
    public async Task Only_what_is_wanted_is_inspected()
    {
        _engine.Containers.Add("web");
        _engine.Containers.Add("closed", networkMode: "none");
        _engine.Containers.Add("stopped", "exited", networkMode: "none");
        var listed = await _engine.Containers.ListAsync(true, default);

        await new ContainerServices(_engine).Query.ReadAsync(listed, new ContainerFilter { Modes = [ContainerMode.Closed], Running = true }, default);

        Assert.Equal(["list", "inspect closed"], _engine.Calls);
    }

    private ContainerLifecycle Lifecycle => new ContainerServices(_engine).Lifecycle;

    private ContainerTarget Target(string name, string state)
    {
        var details = _engine.Containers.Add(name, state);
        return ContainerTarget.Of(new ContainerSummary { Id = details.Id, Name = details.Name, Labels = details.Labels }, null);
    }
}
