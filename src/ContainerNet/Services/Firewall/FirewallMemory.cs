using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// Remembers the last reading of the firewall for as long as it holds: while the generation of nftables' rules stands, no legacy table is
/// there, and this process is in the same network namespace. Counters do not change the generation: those remembered are of the
/// reading's time.
/// </summary>
internal sealed class FirewallMemory
{
    private readonly FirewallReader _reader = new();
    private volatile FirewallView? _last;

    /// <summary>This process' memory, for all its sessions.</summary>
    public static FirewallMemory Shared { get; } = new();

    /// <summary>The rules as they are now.</summary>
    /// <param name="anew">Whether the counters have to be of now too.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">What <see cref="FirewallReader.ReadAsync"/> throws.</exception>
    public async Task<FirewallView> GetAsync(bool anew, CancellationToken cancellationToken)
    {
        if (!anew && _last is { } last && Holds(last)) return last;
        return _last = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a reading still tells the rules there are.</summary>
    public static bool Holds(FirewallView view) =>
        view.Generation is { } generation && view.Namespace == ProcessDirectory.ReadOwnNetwork() && !FirewallReader.HoldsLegacy()
        && generation == FirewallReader.ReadGeneration();
}
