using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Repairing;

/// <summary>Tells that the rules may have changed: by the kernel's notices of nftables; of legacy rules, of which nobody is told, now and then.</summary>
internal sealed class FirewallNotices : IAsyncDisposable
{
    // Where the kernel gives no notices. Asking for the generation takes some 15 us.
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_legacyInterval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly NftablesMonitor? _monitor;
    private readonly Task _listening;
    private readonly Task _polling;

    /// <summary>Begins to tell.</summary>
    /// <param name="changed">Called on another thread; must not wait.</param>
    public FirewallNotices(Action changed)
    {
        _monitor = TryOpen();
        _listening = _monitor is null ? Task.CompletedTask
            : Task.Factory.StartNew(() => Listen(_monitor, changed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _polling = PollAsync(changed, _stop.Token);
    }

    /// <summary>Whether the kernel tells of changes at once.</summary>
    public bool IsPrompt => _monitor is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _monitor?.Stop();
        await _listening.ConfigureAwait(false);
        await _polling.ConfigureAwait(false);
        _monitor?.Dispose();
        _stop.Dispose();
    }

    private static NftablesMonitor? TryOpen()
    {
        try
        {
            return NftablesMonitor.Open();
        }
        catch (KernelException)
        {
            // A kernel without nftables, or one that does not let us listen: then it is asked.
            return null;
        }
    }

    private static void Listen(NftablesMonitor monitor, Action changed)
    {
        try
        {
            monitor.Run(changed);
        }
        catch (KernelException)
        {
            // The last word: from now on only polling tells.
            changed();
        }
    }

    private async Task PollAsync(Action changed, CancellationToken cancellationToken)
    {
        var (generation, sinceLegacy) = (FirewallReader.ReadGeneration(), TimeSpan.Zero);
        while (!cancellationToken.IsCancellationRequested)
        {
            var isDue = false;
            if (_listening.IsCompleted)
            {
                var now = FirewallReader.ReadGeneration();
                (isDue, generation) = (now != generation, now);
            }

            sinceLegacy += s_pollInterval;
            if (sinceLegacy >= s_legacyInterval)
            {
                sinceLegacy = TimeSpan.Zero;
                isDue |= FirewallReader.HoldsLegacy();
            }

            if (isDue) changed();
            await Task.Delay(s_pollInterval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
