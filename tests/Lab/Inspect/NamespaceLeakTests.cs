using System.Collections.Concurrent;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Sockets are opened in other namespaces: nothing of it may be left over, and no thread may stay there.</summary>
public sealed class NamespaceLeakTests(LabFixture lab) : IDisposable
{
    private const int Fifty = 50;
    private const int Reads = 800;
    private const int Tasks = 400;

    private readonly InspectScene _scene = new(lab);

    [Fact]
    public async Task After_hundreds_of_reads_while_fifty_containers_come_and_go_nothing_is_left_and_no_thread_is_elsewhere()
    {
        _scene.RunEveryMode();
        var home = Link("self");
        Read("20");
        var (descriptors, threads) = (OwnProcess.OpenFiles(), OwnProcess.Threads());

        await using (var churn = new Churn(lab, Fifty))
        {
            Read($"{Reads}");
            while (!churn.IsOver) Read("20");
        }

        Assert.Equal([home], OwnProcess.Networks());
        Assert.Equal([home], (await LinksOfPoolTasksAsync()).Distinct());
        // Fewer is what earlier tests left to the collector.
        Assert.InRange(OwnProcess.OpenFiles() - descriptors, int.MinValue, 3);
        Assert.InRange(OwnProcess.Threads() - threads, int.MinValue, 8);
    }

    [Fact]
    public async Task While_fifty_containers_come_and_go_each_field_is_that_of_ip_and_of_ss()
    {
        _scene.RunEveryMode();
        _scene.Run("cn-client", [], "sh", "-c", $"sleep 500 | nc {_scene.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}")} 80");
        await using var mirror = await _scene.StartMirrorAsync("cn-six", 53);
        var rounds = 0;

        // The host's own are others whenever a container comes or goes.
        string[] compared = [.. InspectScene.Containers.Except(["cn-agent"]), "cn-client"];
        await using (var churn = new Churn(lab, Fifty))
        {
            for (; !churn.IsOver; rounds++)
            {
                foreach (var container in compared) AssertSame(container);
            }
        }

        Assert.True(rounds > 1, $"only {rounds} rounds");
        AssertSame("cn-agent");
        Assert.Equal([Link("self")], (await LinksOfPoolTasksAsync()).Distinct());
    }

    [Fact]
    public async Task While_containers_come_and_go_reads_succeed_or_say_that_one_is_gone()
    {
        _scene.Run("cn-web", []);
        var home = Link("self");
        using var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                lab.Inside.Docker("run", "--rm", "--name", $"cn-churn{i}", LabKit.LabImages.Busybox, "true");
        }, TestContext.Current.CancellationToken);
        var result = _scene.Invoke("foreach ($i in 1..150) { $null = Get-ContainerSocket; $null = Get-ContainerNamespace -Type net; @(Get-ContainerRoute).Where{ $_.ContainerName -eq 'cn-web' }.Count }");
        await stop.CancelAsync();
        await churn;

        Assert.All(result.ErrorIds, static id => Assert.Equal("NamespaceGone", id));
        Assert.Equal(Enumerable.Repeat(7, 150), result.Output.Select(static count => (int)count.BaseObject));
        Assert.Equal([home], (await LinksOfPoolTasksAsync()).Distinct());
    }

    public void Dispose() => _scene.Dispose();

    private void AssertSame(string container)
    {
        RouteFields.AssertSame(_scene, container);
        SocketFields.AssertSame(_scene, $"Get-ContainerSocket {container} -Protocol tcp, udp", container, "-tunapH");
        SocketFields.AssertSame(_scene, $"Get-ContainerSocket {container} -Listening -Protocol tcp", container, "-tlnpH");
    }

    private void Read(string count) => _scene.Invoke(
        $"foreach ($i in 1..{count}) {{ $null = Get-ContainerRoute cn-web; if ($i % 10 -eq 0) {{ $null = Get-ContainerSocket cn-three; $null = Get-ContainerPort cn-guest; $null = Test-ContainerConnection cn-web 127.0.0.1 80 }} }}").OrThrow();

    /// <summary>The namespaces of the threads that pool tasks run on: as many at once as it takes for the pool to make new threads.</summary>
    private static async Task<IReadOnlyCollection<string>> LinksOfPoolTasksAsync()
    {
        var links = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(() =>
        {
            links.Add(Link("thread-self"));
            Thread.Sleep(5);
        })));
        Assert.Equal(Tasks, links.Count);
        return links;
    }

    private static string Link(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget!;
}
