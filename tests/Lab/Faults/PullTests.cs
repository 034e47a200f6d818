using System.Globalization;
using System.Management.Automation;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>Pulls from a real registry, whole and cut off.</summary>
public sealed class PullTests(LabFixture lab, Registry registry) : IClassFixture<Registry>, IAsyncLifetime
{
    private FaultScene _scene = null!;

    private string[] Pulls => [.. _scene.Proxy.Requests.Where(line => line.Contains("/images/create?", StringComparison.Ordinal))];

    [Fact]
    public async Task Missing_pulls_what_is_not_there_and_only_that()
    {
        var script = $"New-ClosedContainer {Registry.Small} -AutoRemove -Wait -- echo pulled";

        Assert.Equal("pulled", (await _scene.RunAsync(script)).OrThrow().Single().ToString());
        Assert.Single(Pulls);
        Assert.Equal("pulled", (await _scene.RunAsync(script)).OrThrow().Single().ToString());
        Assert.Single(Pulls);
    }

    [Fact]
    public async Task Always_pulls_although_it_is_there_and_runs_what_the_registry_has_now()
    {
        lab.Inside.Docker("tag", LabImages.Web, Registry.Small);

        (await _scene.RunAsync($"New-ClosedContainer {Registry.Small} -Name fresh -Pull Always -- sleep 600")).OrThrow();

        Assert.Single(Pulls);
        Assert.NotEqual(lab.Inside.Docker("inspect", "--format", "{{.Id}}", LabImages.Web), lab.Inside.Docker("inspect", "--format", "{{.Image}}", "fresh"));
    }

    [Fact]
    public async Task Never_pulls_nothing()
    {
        var result = await _scene.RunAsync($"New-ClosedContainer {Registry.Small} -Pull Never -- sleep 600");

        Assert.Equal(["ImageNotPresent"], result.ErrorIds);
        Assert.Empty(Pulls);
    }

    [Fact]
    public async Task What_the_registry_does_not_have_is_not_found()
    {
        foreach (var image in Registry.Absent)
        {
            var result = await _scene.RunAsync($"New-BridgedContainer {image} -- sleep 600");

            Assert.Equal(["ImageNotFound"], result.ErrorIds);
            Assert.Equal(image, result.Errors[0].TargetObject);
        }

        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_a_pull_that_failed()
    {
        var result = await _scene.RunAsync("New-ClosedContainer 127.0.0.1:5001/busybox -- sleep 600");

        Assert.Equal(["ImagePullFailed"], result.ErrorIds);
        Assert.Contains("127.0.0.1:5001", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_tells_layers_and_bytes()
    {
        var result = await _scene.RunAsync($"New-ClosedContainer {Registry.Large} -NoStart");

        result.OrThrow();
        var moving = result.Progress.Where(record => record.RecordType == ProgressRecordType.Processing).ToArray();
        // From the lab's own loopback the bytes may all be there before the second record; what stands between is the unit tests' business.
        Assert.Contains(moving, record => record.PercentComplete is > 0 and <= 100 && NumbersOf(record.CurrentOperation) is [> 0, > 1_000_000]);
        Assert.Contains(moving, record => NumbersOf(record.StatusDescription) is [.., 3]);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Single(result.Progress.Select(record => record.ActivityId).Distinct());
    }

    [Theory]
    [InlineData("Closed", HoldPoint.Request)]
    [InlineData("Closed", HoldPoint.Reply)]
    [InlineData("Bridged", HoldPoint.Reply)]
    [InlineData("Joined", HoldPoint.Reply)]
    [InlineData("Host", HoldPoint.Reply)]
    public async Task Stopped_during_the_pull_it_leaves_no_container_and_the_next_pull_works(string mode, HoldPoint point)
    {
        var hold = _scene.Proxy.Hold("/images/create?", point);
        var script = $"{_scene.Making(mode).Replace("busybox", Registry.Large, StringComparison.Ordinal)} -Name pulled -- sleep 600";

        var (result, time) = await _scene.StopAtAsync(script, hold);

        Assert.True(result.Stopped);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        hold.Release();
        await _scene.AssertNothingLeftAsync();
        (await _scene.RunAsync(script)).OrThrow();
        Assert.Equal("pulled", _scene.Made);
    }

    [Fact]
    public async Task An_engine_killed_during_the_pull_is_a_lost_connection()
    {
        var hold = _scene.Proxy.Hold("/images/create?", HoldPoint.Reply);
        var running = _scene.RunAsync($"New-ClosedContainer {Registry.Large} -- sleep 600");
        await hold.Reached;
        await lab.Lab.Engine.KillAsync();
        hold.Release();
        try
        {
            Assert.Equal(["EngineConnectionLost"], (await running).ErrorIds);
        }
        finally
        {
            await lab.Lab.Engine.StartAsync();
        }

        await _scene.AssertNothingLeftAsync();
    }

    public ValueTask InitializeAsync()
    {
        _scene = new FaultScene(lab);
        registry.Forget();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private static long[] NumbersOf(string text) =>
        [.. text.Replace(",", "", StringComparison.Ordinal).Split(' ').Where(word => word.All(char.IsAsciiDigit))
            .Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
}
