using System.Diagnostics;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class CancellationTests
{
    private static readonly ContainerSpec s_spec = new() { Image = "busybox", NetworkMode = "none" };

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    private static readonly Dictionary<string, Func<IContainerEngine, CancellationToken, Task>> s_calls = new()
    {
        ["list"] = (engine, token) => engine.Containers.ListAsync(true, token),
        ["inspect"] = (engine, token) => engine.Containers.InspectAsync("web", token),
        ["create"] = (engine, token) => engine.Containers.CreateAsync(s_spec, token),
        ["start"] = (engine, token) => engine.Containers.StartAsync("web", token),
        ["stop"] = (engine, token) => engine.Containers.StopAsync("web", 10, token),
        ["wait"] = (engine, token) => engine.Containers.WaitAsync("web", token),
        ["remove"] = (engine, token) => engine.Containers.RemoveAsync("web", true, true, token),
        ["logs"] = async (engine, token) => { await foreach (var _ in engine.Containers.FollowLogsAsync("web", token)) { } },
        ["pull"] = (engine, token) => engine.Images.PullAsync("busybox", new Progress<PullProgress>(), token),
        ["networks"] = (engine, token) => engine.Networks.ListAsync(token),
        ["info"] = (engine, token) => engine.GetInfoAsync(token),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_call_to_a_hanging_engine_ends_at_once_when_it_is_cancelled(string call)
    {
        await using var fake = new FakeHttpEngine(request => request.HangAsync());
        using var engine = await fake.ConnectAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var running = s_calls[call](engine, stop.Token);
        await Task.Delay(50, TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_engine_that_hangs_up_is_a_lost_connection(string call)
    {
        await using var fake = new FakeHttpEngine(request => request.HangUpAsync());
        using var engine = await fake.ConnectAsync(TestContext.Current.CancellationToken);

        await EngineAssert.ThrowsAsync(ErrorId.EngineConnectionLost, () => s_calls[call](engine, TestContext.Current.CancellationToken));

        Assert.True(engine.IsFaulted);
    }
}
