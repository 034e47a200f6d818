using System.Runtime.CompilerServices;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Repairing;

/// <summary>Repairs on every change: when a container starts, ends or gets another address, and when rules have changed.</summary>
internal sealed class NetworkWatcher(IContainerEngine engine, NetworkRepair repair)
{
    // The engine changes some twenty rules one by one when a container starts.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_whileLost = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(2);

    private readonly LivingTargets _targets = new();
    private HashSet<string> _told = new(StringComparer.Ordinal);
    private volatile ContainerNetException? _lost;
    private uint? _right;

    /// <summary>Repairs, and tells of it, until it is cancelled.</summary>
    public async IAsyncEnumerable<WatchReport> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signal = new ChangeSignal();
        var firewall = new FirewallNotices(signal.Raise);
        var following = FollowAsync(signal, stop.Token);
        try
        {
            signal.RaiseNow();
            while (true)
            {
                var isPrompt = await signal.WaitAsync(s_settle, stop.Token).ConfigureAwait(false);
                if (_lost is { } lost)
                {
                    yield return new WatchReport(WatchReportKind.EngineLost, Exception: lost);
                    while (_lost is not null)
                    {
                        foreach (var report in await TryAsync(WithdrawAsync, stop.Token).ConfigureAwait(false)) yield return report;
                        await Task.Delay(s_whileLost, stop.Token).ConfigureAwait(false);
                    }

                    yield return new WatchReport(WatchReportKind.EngineBack);
                    isPrompt = true;
                }

                if (!isPrompt && _right is not null && _right == FirewallReader.ReadGeneration() && !FirewallReader.HoldsLegacy()) continue;
                foreach (var report in await TryAsync(RepairAsync, stop.Token).ConfigureAwait(false))
                {
                    if (report.Kind == WatchReportKind.Failed) RaiseLater(signal, stop.Token);
                    yield return report;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await firewall.DisposeAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
    }

    private Task FollowAsync(ChangeSignal signal, CancellationToken cancellationToken) => new EngineNotices(engine).FollowAsync(
        told =>
        {
            if (told is null) _lost = null;
            if (told?.Action != "rename") signal.RaiseNow();
        },
        exception =>
        {
            _lost = exception;
            signal.RaiseNow();
        },
        cancellationToken);

    private async Task<List<WatchReport>> RepairAsync(CancellationToken cancellationToken)
    {
        var generation = FirewallReader.ReadGeneration();
        var outcome = await repair.RepairAsync(static _ => true, cancellationToken).ConfigureAwait(false);
        _targets.Set(outcome.Targets);
        // After a change of ours the kernel's notice has it looked at once more.
        _right = outcome.Repairs.Count == 0 ? generation : null;
        List<WatchReport> reports = [.. outcome.Repairs.Select(WatchReport.Of), .. outcome.Problems.Where(one => !_told.Contains(one.Message)).Select(static one => new WatchReport(WatchReportKind.Problem, null, one))];
        _told = outcome.Problems.Select(static one => one.Message).ToHashSet(StringComparer.Ordinal);
        if (outcome.Failure is { } failure) reports.Add(new WatchReport(WatchReportKind.Failed, null, failure));
        return reports;
    }

    // Without the engine nothing tells who has an address now; that a process is gone is seen.
    private async Task<List<WatchReport>> WithdrawAsync(CancellationToken cancellationToken)
    {
        var ended = _targets.TakeEnded();
        return ended.Count == 0 ? [] : [.. (await repair.WithdrawAsync(ended, cancellationToken).ConfigureAwait(false)).Select(WatchReport.Of)];
    }

    private async Task<List<WatchReport>> TryAsync(Func<CancellationToken, Task<List<WatchReport>>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step(cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (EngineNotices.IsLost(exception))
        {
            // Those who follow its events notice it too, and go on when it is back.
            return [];
        }
        catch (ContainerNetException exception)
        {
            _right = null;
            return [new WatchReport(WatchReportKind.Failed, null, exception)];
        }
    }

    private static void RaiseLater(ChangeSignal signal, CancellationToken cancellationToken) =>
        _ = Task.Delay(s_afterFailure, cancellationToken).ContinueWith(_ => signal.RaiseNow(), cancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
}
