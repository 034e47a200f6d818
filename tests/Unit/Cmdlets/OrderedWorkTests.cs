using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

public class OrderedWorkTests
{
    private readonly List<string> _written = [];

    [Fact]
    public async Task Results_and_errors_come_in_the_order_of_the_items()
    {
        using var work = Work(atOnce: 8);
        foreach (var (name, delay) in new[] { ("slow", 60), ("fails", 20), ("fast", 0) })
        {
            await work.AddAsync(async token =>
            {
                await Task.Delay(delay, token);
                return name == "fails" ? throw ContainerNetException.Create(ErrorId.ContainerNotFound, name, name) : name;
            });
        }

        await work.DrainAsync();

        Assert.Equal(["slow", "error fails", "fast"], _written);
    }

    [Fact]
    public async Task No_more_than_allowed_run_at_once()
    {
        var (running, most) = (0, 0);
        using var work = Work(atOnce: 3);
        for (var i = 0; i < 12; i++)
        {
            await work.AddAsync(async token =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Delay(10, token);
                Interlocked.Decrement(ref running);
                return "";
            });
        }

        await work.DrainAsync();

        Assert.Equal((3, 12), (most, _written.Count));
    }

    [Fact]
    public async Task What_runs_is_ended_when_the_pipeline_goes()
    {
        var ended = new TaskCompletionSource();
        var work = Work(atOnce: 1);
        await work.AddAsync(async token =>
        {
            token.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });
        await Task.Delay(50, TestContext.Current.CancellationToken);

        work.Dispose();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    private OrderedWork<string> Work(int atOnce) =>
        new(atOnce, _written.Add, error => _written.Add($"error {error.Target}"), CancellationToken.None);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
