using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Repairing;

/// <summary>Containers whose address, or whose donor's network namespace, is another one than before.</summary>
public sealed class MovedContainerTests(LabFixture lab) : IAsyncDisposable
{
    private readonly RepairScene _scene = new(lab);

    [Fact]
    public void Ports_follow_a_container_whose_address_another_has_taken()
    {
        var first = _scene.AddressOf("web");
        lab.Inside.Docker("stop", "--time", "0", "web");
        lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Guard.Pages.Server("thief")]);
        lab.Inside.Docker("start", "web");
        Assert.Equal(first, _scene.AddressOf("thief"));

        var done = _scene.Repair();

        Assert.Contains("Changed publish 18300/tcp", done);
        Assert.Contains("Changed guard", done);
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
        Assert.DoesNotContain(RepairScene.Ours(_scene.Rules()), line => line.Contains($" {first}/32 ", StringComparison.Ordinal) || line.EndsWith($" {first}:80", StringComparison.Ordinal));
        Assert.Empty(_scene.Repair());
    }

    [Fact]
    public void Nothing_leads_to_a_container_that_does_not_run()
    {
        var first = _scene.AddressOf("web");
        lab.Inside.Docker("stop", "--time", "0", "web");
        lab.Inside.Docker(["run", "--detach", "--name", "thief", LabImages.Busybox, .. Guard.Pages.Server("thief")]);
        Assert.Equal(first, _scene.AddressOf("thief"));
        Assert.Equal("thief", _scene.Fetch(RepairScene.Hot));

        Assert.Contains("Removed publish 18300/tcp", _scene.Repair());

        Assert.Equal("refused", _scene.Fetch(RepairScene.Hot));
        Assert.Contains(_scene.Rules(), static line => line.Contains(":deny:18301/tcp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Datagrams_of_a_sender_that_is_active_follow_a_container_whose_address_another_has_taken()
    {
        await using var sender = await lab.Outside.StartCallerAsync(Addresses.Lab4, 18302);
        lab.Inside.Docker("stop", "--time", "0", "web");
        lab.Inside.Docker("run", "--detach", "--name", "thief", LabImages.Busybox, "sleep", "600");
        await using (await ToolsOf("thief").StartMirrorAsync(9053))
        {
            await sender.WaitForLineAsync(Addresses.Outside4 + ":");

            _scene.Repair();

            var heard = sender.Output.Length;
            await Task.Delay(500, TestContext.Current.CancellationToken);
            Assert.Equal(heard, sender.Output.Length);
        }

        lab.Inside.Docker("start", "web");
        await using var mirror = await ToolsOf("web").StartMirrorAsync(9053);
        Assert.Contains("Added publish 18302/udp", _scene.Repair());
        var before = sender.Output.Length;
        Assert.True(SpinWait.SpinUntil(() => sender.Output.Length > before, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_port_that_another_has_taken_meanwhile_stays_with_it()
    {
        lab.Session.Invoke("Stop-Container web -TimeoutSec 0").OrThrow();
        _scene.New("other");
        lab.Session.Invoke("Publish-ContainerPort other 18300:80").OrThrow();
        lab.Inside.Docker("start", "web");

        var result = lab.Session.Invoke("Repair-ContainerNetwork");

        Assert.Contains(result.Warnings, static line => line.Contains("18300", StringComparison.Ordinal) && line.Contains("other", StringComparison.Ordinal));
        Assert.Equal("other", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public void A_joined_container_that_was_left_behind_is_restarted_when_that_is_asked_for()
    {
        lab.Session.Invoke("Join-ContainerNetwork busybox -Container web -Name guest -- sleep 3600").OrThrow();
        lab.Session.Invoke("Publish-ContainerPort guest 18310:80").OrThrow();
        lab.Inside.Docker("restart", "--time", "0", "web");
        Assert.NotEqual(Network("web"), Network("guest"));

        var told = lab.Session.Invoke("Repair-ContainerNetwork");
        Assert.Contains(told.Warnings, static line => line.Contains("guest", StringComparison.Ordinal));
        Assert.NotEqual(Network("web"), Network("guest"));
        Assert.DoesNotContain(_scene.Rules(), static line => line.Contains("18310", StringComparison.Ordinal));

        Assert.Contains("Restarted donor", _scene.Repair("-RestartJoined -Confirm:$false"));
        Assert.Equal(Network("web"), Network("guest"));
        Assert.Equal("web", Guard.Pages.Fetch(lab, "outside", $"{Addresses.Lab4}:18310", 15));
        Assert.Empty(_scene.Repair("-RestartJoined -Confirm:$false"));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private string Network(string container) => lab.Inside.Run("readlink", NamespaceOf(container));

    private NamespaceTools ToolsOf(string container) => new(NamespaceOf(container), lab.Lab.Names.DockerHost);

    private string NamespaceOf(string container) => $"/proc/{lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", container)}/ns/net";
}
