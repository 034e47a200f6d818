using System.Collections.Concurrent;
using System.Management.Automation;

namespace ContainerNet.Lab.Repairing;

/// <summary>A <c>Watch-ContainerNetwork</c> that runs until it is disposed, and what it has written.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly PowerShellSession _session;
    private readonly bool _isOwn;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task<PowerShellResult> _running;

    private Watch(PowerShellSession? session)
    {
        (_session, _isOwn) = (session ?? new PowerShellSession(), session is null);
        var take = new Action<PSObject>(one => _lines.Enqueue(
            one.BaseObject is InformationRecord or WarningRecord or ErrorRecord ? $"{one}" : $"{one.Properties["Action"].Value} {one.Properties["Subject"].Value}"));
        _running = _session.InvokeAsync("param($take) Watch-ContainerNetwork *>&1 | ForEach-Object { $take.Invoke($_) }", _stop.Token, take);
    }

    /// <summary>What it has written: action and subject of repairs, and every message.</summary>
    public string[] Lines => [.. _lines];

    /// <summary>Starts one and waits until it has looked for the first time.</summary>
    public static async Task<Watch> StartAsync(PowerShellSession? session = null)
    {
        var watch = new Watch(session);
        try
        {
            await watch.WaitForAsync(static line => line.Contains("kept right", StringComparison.Ordinal));
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until something was written.</summary>
    public async Task WaitForAsync(Func<string, bool> isMeant, int seconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!Lines.Any(isMeant))
        {
            if (limit.IsCancellationRequested || _running.IsCompleted) throw new InvalidOperationException($"It never came: {string.Join(" | ", Lines)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Stops it as Ctrl+C does.</summary>
    public async Task<PowerShellResult> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_isOwn) _session.Dispose();
        _stop.Dispose();
    }
}
