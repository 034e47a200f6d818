using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ContainerNet.LabKit;

/// <summary>Has an <see cref="Agent"/> in a network namespace send packets; many at a time.</summary>
public sealed class AgentClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _open = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    private AgentClient(string namespaceName, IEnumerable<int> ports)
    {
        var start = new ProcessStartInfo("ip", ["netns", "exec", namespaceName, Path.Combine(AppContext.BaseDirectory, "labkit"), "agent", .. ports.Select(static port => $"{port}")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts an agent that answers on these ports.</summary>
    public static async Task<AgentClient> StartAsync(string namespaceName, params int[] ports)
    {
        var client = new AgentClient(namespaceName, ports);
        await client._ready.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return client;
    }

    /// <summary>Sends, and tells what came of it: ok, refused, unreachable, closed or silence.</summary>
    /// <param name="protocol">tcp, udp or icmp.</param>
    /// <param name="address">Where to.</param>
    /// <param name="port">The port; 0 for icmp.</param>
    /// <param name="milliseconds">How long silence lasts.</param>
    public async Task<string> AskAsync(string protocol, string address, int port, int milliseconds)
    {
        var number = Interlocked.Increment(ref _number);
        var answer = _open[number] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_process)
        {
            _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {protocol} {address} {port} {milliseconds}"));
            _process.StandardInput.Flush();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line == Mirror.Ready) _ready.TrySetResult();
        else if (line?.Split(' ') is [var number, var result] && _open.TryRemove(int.Parse(number, CultureInfo.InvariantCulture), out var answer)) answer.SetResult(result);
    }
}
