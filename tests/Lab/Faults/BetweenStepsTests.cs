using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>What happens elsewhere between two steps of a making, put there by the proxy.</summary>
public sealed class BetweenStepsTests(LabFixture lab) : IAsyncLifetime
{
    private FaultScene _scene = null!;

    [Theory]
    [InlineData("Joined", "stop --time 0 donor", "DonorNotRunning")]
    [InlineData("Joined", "rm --force donor", "DonorNotFound")]
    [InlineData("Bridged", "network rm flt-one", "NetworkNotFound")]
    [InlineData("Bridged", "run --detach --publish 8080:80 busybox sleep 600", "PortInUse")]
    [InlineData("Closed", "rm --force half", "ContainerNotFound")]
    public async Task What_goes_wrong_between_create_and_start_has_its_id_and_leaves_nothing(string mode, string docker, string expected)
    {
        var hold = _scene.Proxy.Hold("/start ", HoldPoint.Request);
        var result = await _scene.RunAroundAsync($"{_scene.Making(mode)} -Name half -- sleep 600", hold, () => lab.Inside.Docker(docker.Split(' ')));

        Assert.Equal([expected], result.ErrorIds);
        await _scene.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_second_network_that_goes_away_before_it_is_connected_leaves_nothing()
    {
        var hold = _scene.Proxy.Hold("/connect", HoldPoint.Request);
        var result = await _scene.RunAroundAsync($"{_scene.Making("Bridged")} -- sleep 600", hold, () => lab.Inside.Docker("network", "rm", "flt-two"));

        Assert.Equal(["NetworkNotFound"], result.ErrorIds);
        await _scene.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("Closed")]
    [InlineData("Bridged")]
    [InlineData("Joined")]
    [InlineData("Host")]
    public async Task One_that_has_ended_before_it_is_looked_at_is_returned_with_its_exit_code_and_a_warning(string mode)
    {
        var hold = _scene.Proxy.Hold("/start ", HoldPoint.Reply);
        var result = await _scene.RunAroundAsync($"{_scene.Making(mode)} -Name short -- sh -c 'exit 3'", hold, () => lab.Inside.Docker("wait", "short"));

        var container = result.OrThrow().Single();
        Assert.Equal("Exited", container.Properties["State"].Value);
        Assert.Equal(3, container.Properties["ExitCode"].Value);
        Assert.Contains("short", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_ended_and_is_removed_before_it_is_looked_at_is_returned_with_a_warning()
    {
        var hold = _scene.Proxy.Hold("/start ", HoldPoint.Reply);
        var running = _scene.RunAsync("New-BridgedContainer busybox -Name short -AutoRemove -- true");
        await hold.Reached;
        await FaultScene.WaitUntilAsync(() => _scene.Made.Length == 0);
        hold.Release();
        var result = await running;

        Assert.Equal("Exited", result.OrThrow().Single().Properties["State"].Value);
        Assert.Single(result.Warnings);
    }

    [Fact]
    public async Task A_warning_of_the_engine_that_ends_the_script_leaves_nothing()
    {
        var result = await _scene.RunAsync("New-ClosedContainer busybox -WarningAction Stop -HostConfig @{ OomKillDisable = $true } -- sleep 600");

        Assert.True(result.Terminated);
        Assert.Contains(_scene.Proxy.Requests, line => line.Contains("/containers/create", StringComparison.Ordinal));
        await _scene.AssertNothingLeftAsync();
    }

    public ValueTask InitializeAsync()
    {
        _scene = new FaultScene(lab);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();
}
