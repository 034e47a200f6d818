using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Modes;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Modes;

public sealed class ContainerMakerTests : IDisposable
{
    private const string Ticket = "0123456789abcdef";
    private readonly FakeEngine _engine = new();
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task An_image_that_is_there_is_not_pulled()
    {
        await MakeAsync("busybox:latest", PullPolicy.Missing);

        Assert.DoesNotContain(_engine.Calls, call => call.StartsWith("pull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Always_pulls_before_it_creates()
    {
        _engine.Images.Registry.Add("busybox:latest");

        await MakeAsync("busybox:latest", PullPolicy.Always);

        Assert.Equal(["pull busybox:latest", "create made"], _engine.Writes);
    }

    [Fact]
    public async Task Ctrl_C_while_create_is_on_its_way_removes_what_it_makes()
    {
        using var stop = new CancellationTokenSource();
        var onItsWay = new TaskCompletionSource();
        _engine.Containers.BeforeWrite = async (call, _) =>
        {
            if (!call.StartsWith("create", StringComparison.Ordinal)) return;
            onItsWay.SetResult();
            await Task.Delay(100, CancellationToken.None);
        };
        var making = MakeAsync("busybox:latest", PullPolicy.Missing, stop.Token);
        await onItsWay.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        Assert.Empty(_engine.Containers.All);
        Assert.Contains("remove made force volumes", _engine.Calls);
    }

    [Fact]
    public async Task A_create_that_the_engine_carries_out_long_after_Ctrl_C_is_reported_and_taken_away_then()
    {
        using var stop = new CancellationTokenSource();
        var (onItsWay, goOn, removed) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        _engine.Containers.BeforeWrite = async (call, _) =>
        {
            if (call.StartsWith("remove", StringComparison.Ordinal)) removed.SetResult();
            if (!call.StartsWith("create", StringComparison.Ordinal)) return;
            onItsWay.SetResult();
            await goOn.Task;
        };
        var making = MakeAsync("busybox:latest", PullPolicy.Missing, stop.Token);
        await onItsWay.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        var report = Assert.Single(_observer.Errors);
        Assert.Equal(ErrorId.ContainerRemovalFailed, report.Id);
        Assert.Equal($"{LabelNames.Creation}={Ticket}", report.Target);
        goOn.SetResult();
        await removed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Contains("remove made force volumes", _engine.Calls);
    }

    [Fact]
    public async Task An_engine_that_comes_back_is_asked_again()
    {
        var made = _engine.Containers.Add("made", "created");
        var attempts = 0;
        _engine.Containers.BeforeWrite = (_, _) => ++attempts < 3
            ? throw ContainerNetException.Create(ErrorId.EngineUnreachable, "engine", "unix:///run/fake.sock", "refused")
            : Task.CompletedTask;

        await new LeftoverRemover(_engine, _observer).RemoveAsync(made.Id);

        Assert.Empty(_observer.Errors);
        Assert.Empty(_engine.Containers.All);
    }

    [Fact]
    public async Task A_connection_lost_during_create_is_followed_by_a_search_for_the_ticket()
    {
        _engine.Containers.BeforeWrite = (call, _) =>
        {
            if (!call.StartsWith("create", StringComparison.Ordinal)) return Task.CompletedTask;
            _engine.Containers.Add("made", "created", change: made => made with { Labels = new() { [LabelNames.Creation] = Ticket } });
            _engine.Containers.Add("other", "created", change: other => other with { Labels = new() { [LabelNames.Creation] = "another" } });
            throw ContainerNetException.Create(ErrorId.EngineConnectionLost, "engine", "unix:///run/fake.sock", "closed");
        };

        var thrown = await Assert.ThrowsAsync<ContainerNetException>(() => MakeAsync("busybox:latest", PullPolicy.Missing));

        Assert.Equal(ErrorId.EngineConnectionLost, thrown.Id);
        Assert.Equal(["other"], _engine.Containers.All.Select(one => one.Name));
    }

    [Fact]
    public async Task Never_says_that_the_image_is_not_present()
    {
        _engine.Containers.BeforeWrite = (_, _) => throw ContainerNetException.Create(ErrorId.ImageNotFound, "nothing", "nothing", "No such image");

        var thrown = await Assert.ThrowsAsync<ContainerNetException>(() => MakeAsync("nothing", PullPolicy.Never));

        Assert.Equal(ErrorId.ImageNotPresent, thrown.Id);
        Assert.DoesNotContain(_engine.Calls, call => call.StartsWith("pull", StringComparison.Ordinal));
    }

    public void Dispose() => _engine.Dispose();

    private Task<CreatedContainer> MakeAsync(string image, PullPolicy pull, CancellationToken cancellationToken = default)
    {
        var spec = new ContainerSpec
        {
            Image = image,
            Name = "made",
            NetworkMode = "none",
            Labels = new Dictionary<string, string> { [LabelNames.Creation] = Ticket },
        };
        return new ContainerMaker(_engine, new LeftoverRemover(_engine, _observer), _observer).MakeAsync(spec, pull, Ticket, cancellationToken);
    }
}
