using System.Diagnostics;
using System.Globalization;
using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Repairing;

/// <summary>While Watch-ContainerNetwork runs, rules follow the containers by themselves.</summary>
public sealed class WatchNetworkTests(LabFixture lab) : IAsyncDisposable
{
    private const int Starts = 20;

    // Of three seconds.
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(300);

    private readonly RepairScene _scene = new(lab);

    [Fact]
    public async Task Outside_traffic_never_reaches_a_container_that_has_taken_the_address()
    {
        await using var watch = await Watch.StartAsync();
        await using var probe = new Probe(lab, RepairScene.Hot);
        for (var round = 0; round < 5; round++)
        {
            var before = _scene.AddressOf("web");
            lab.Inside.Docker("kill", "web");
            lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Pages.Server("thief")]);
            lab.Inside.Docker("start", "web");
            Assert.Equal(before, _scene.AddressOf("thief"));
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            lab.Inside.Docker("rm", "--force", "thief");
            // Back to the lowest address, which is the next to be given away.
            lab.Inside.Docker("restart", "--time", "0", "web");
        }

        await WaitForRuleAsync(there: true);
        var answers = probe.Answers;
        Assert.False(answers.ContainsKey("thief"), string.Join(", ", answers));
        Assert.True(answers.GetValueOrDefault("web") > 10, string.Join(", ", answers));
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public async Task Without_it_the_same_does_reach_the_other_container()
    {
        await using var probe = new Probe(lab, RepairScene.Hot);
        lab.Inside.Docker("kill", "web");
        lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Pages.Server("thief")]);
        await Task.Delay(2000, TestContext.Current.CancellationToken);

        Assert.True(probe.Answers.GetValueOrDefault("thief") > 0);
    }

    [Fact]
    public async Task Right_rules_stand_soon_after_a_start()
    {
        await using var watch = await Watch.StartAsync();
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            lab.Inside.Docker("kill", "web");
            await WaitForRuleAsync(there: false);
            var starting = lab.Inside.RunAsync("docker", "start", "web");
            var seen = await WaitForRuleAsync(there: true);
            (await starting).OrThrow();
            var started = DateTime.Parse(lab.Inside.Docker("inspect", "--format", "{{.State.StartedAt}}", "web"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            times.Add((seen - started).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"from start to right rules, ms: median {times[Starts / 2]:F0}, least {times[0]:F0}, most {times[^1]:F0}");
        Assert.True(times[Starts / 2] < 1000, string.Join(", ", times.Select(static time => $"{time:F0}")));
    }

    [Fact]
    public async Task Rules_that_are_flushed_come_back()
    {
        await using var watch = await Watch.StartAsync();
        lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        await watch.WaitForAsync(static line => line == "Changed publish 18300/tcp");
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
        Assert.Equal(_scene.Right, _scene.Rules());
    }

    [Fact]
    public async Task It_goes_on_after_the_engine_was_killed_and_started_again()
    {
        await using var watch = await Watch.StartAsync();
        await lab.Lab.Engine.KillAsync(TestContext.Current.CancellationToken);
        await watch.WaitForAsync(static line => line.Contains("does not answer", StringComparison.Ordinal));
        await lab.Lab.Engine.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await watch.WaitForAsync(static line => line.Contains("answers again", StringComparison.Ordinal));

        lab.Inside.Docker("start", "web");
        await WaitForRuleAsync(there: true);
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public async Task While_the_engine_is_away_nothing_leads_to_a_container_that_ends()
    {
        await using var watch = await Watch.StartAsync();
        var process = lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", "web");
        await lab.Lab.Engine.KillAsync(TestContext.Current.CancellationToken);
        await watch.WaitForAsync(static line => line.Contains("does not answer", StringComparison.Ordinal));
        lab.Inside.Run("busybox", "kill", "-KILL", process);

        await WaitForRuleAsync(there: false);
        await lab.Lab.Engine.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_ends_at_once_and_leaves_rules_and_nothing_else()
    {
        using var session = new PowerShellSession();
        await using (var first = await Watch.StartAsync(session)) await first.StopAsync();
        var (descriptors, threads) = (OwnProcess.OpenFiles(), OwnProcess.Threads());
        for (var round = 0; round < 10; round++)
        {
            await using var watch = await Watch.StartAsync(session);
            var clock = Stopwatch.StartNew();
            await watch.StopAsync();
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"it took {clock.Elapsed}");
        }

        Assert.True(OwnProcess.OpenFiles() <= descriptors + 6, $"{descriptors} descriptors became {OwnProcess.OpenFiles()}");
        Assert.True(OwnProcess.Threads() <= threads + 8, $"{threads} threads became {OwnProcess.Threads()}");
        Assert.Equal(_scene.Right, _scene.Rules());
        Assert.False(File.Exists("/run/containernet.lock"));
    }

    [Fact]
    public async Task It_sleeps_while_nothing_happens()
    {
        await using var watch = await Watch.StartAsync();
        // The runtime compiles anew, for some seconds, what has just run often. That ends; a watcher that does not sleep never does.
        var spent = new List<TimeSpan>();
        do
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            await Task.Delay(3000, TestContext.Current.CancellationToken);
            spent.Add(Process.GetCurrentProcess().TotalProcessorTime - before);
        }
        while (spent[^1] >= s_idle && spent.Count < 10);

        Assert.True(spent[^1] < s_idle, $"processor time of every three idle seconds: {string.Join(", ", spent)}");
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    /// <summary>Waits until the port leads to the container, or nowhere, and says when that was seen.</summary>
    private async Task<DateTime> WaitForRuleAsync(bool there)
    {
        var clock = Stopwatch.StartNew();
        while (lab.Inside.Try("iptables", "-t", "nat", "-S", "CONTAINERNET").Output.Contains("--dport 18300", StringComparison.Ordinal) != there)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(20)) throw new LabException("The rules never changed.");
            await Task.Delay(1);
        }

        return DateTime.UtcNow;
    }
}
