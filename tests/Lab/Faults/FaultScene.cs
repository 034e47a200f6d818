using System.Diagnostics;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>An engine behind a proxy, what the four cmdlets need there, and what the docker CLI and iptables-save see of it all on the engine's own socket.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    /// <summary>The four modes, each a cmdlet.</summary>
    public static readonly string[] Modes = ["Closed", "Bridged", "Joined", "Host"];

    private static readonly string[] s_networks = ["flt-one", "flt-two"];
    private readonly LabFixture _lab;

    public FaultScene(LabFixture lab)
    {
        _lab = lab;
        lab.RemoveAllContainers();

        // Guards of containers that other tests removed by the docker CLI: the next cmdlet that writes sweeps them.
        lab.Session.Invoke("New-ClosedContainer busybox -NoStart | Remove-Container").OrThrow();
        Proxy = new EngineProxy(lab.Lab.Names.Socket);
    }

    public EngineProxy Proxy { get; }

    /// <summary>The call of the mode's cmdlet, up to what may follow; its networks or its donor are there.</summary>
    public string Making(string mode)
    {
        if (mode == "Bridged")
        {
            foreach (var network in s_networks) _lab.Inside.Docker("network", "create", network);
            return $"New-BridgedContainer busybox -Network {string.Join(',', s_networks)} -Publish 8080:80,127.0.0.1:8081:81";
        }

        if (mode != "Joined") return $"New-{mode}Container busybox";
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "--ipc", "shareable", "busybox", "sh", "-c", LabFixture.Heeding);
        return "Join-ContainerNetwork busybox -Container donor";
    }

    /// <summary>Runs a script whose cmdlets ask the engine through the proxy.</summary>
    public Task<PowerShellResult> RunAsync(string script, CancellationToken stop = default) => _lab.Session.InvokeAsync(
        $"& {{ param($uri) $PSDefaultParameterValues = @{{ '*-*Container*:Engine' = $uri }}; {script} }} '{Proxy.Uri}'", stop);

    /// <summary>Runs a script, and does something else while a request is held.</summary>
    public async Task<PowerShellResult> RunAroundAsync(string script, ProxyHold hold, Action meanwhile)
    {
        var running = RunAsync(script);
        await hold.Reached;
        meanwhile();
        hold.Release();
        return await running;
    }

    /// <summary>Runs a script and stops it, as Ctrl+C does, when a request is held.</summary>
    public async Task<(PowerShellResult Result, TimeSpan Time)> StopAtAsync(string script, ProxyHold hold)
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(script, stop.Token);
        if (await Task.WhenAny(running, hold.Reached) == running)
            Assert.Fail($"It ended before the step: {string.Join(' ', (await running).ErrorIds)}; {string.Join('\n', Proxy.Requests)}");
        await hold.Reached;
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        return (await running, watch.Elapsed);
    }

    /// <summary>The names of the containers this module made.</summary>
    public string Made => _lab.Inside.Docker("ps", "--all", "--filter", "label=containernet", "--format", "{{.Names}}");

    /// <summary>Now, and a moment later: no container of this module, and no rule of it.</summary>
    public async Task AssertNothingLeftAsync()
    {
        AssertNothing();
        await Task.Delay(300);
        AssertNothing();
    }

    /// <summary>Waits until something holds, ten seconds at most.</summary>
    public static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); await Task.Delay(50))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "It did not come to pass within ten seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _lab.RemoveAllContainers();
        foreach (var network in s_networks) _lab.Inside.Try("docker", "network", "rm", network);
    }

    private void AssertNothing()
    {
        Assert.Equal("", Made);
        Assert.DoesNotContain("-A CONTAINERNET", _lab.Inside.IptablesSave(), StringComparison.Ordinal);
    }
}
