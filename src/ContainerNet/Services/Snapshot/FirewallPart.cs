using System.Net.Sockets;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of the firewall.</summary>
/// <param name="RuleSets">The rules of iptables.</param>
/// <param name="NftTables">The tables of nftables' own.</param>
/// <param name="Warnings">What could not be read, and why.</param>
internal sealed record FirewallPart(SnapshotRuleSet[] RuleSets, SnapshotNftTable[] NftTables, IEnumerable<string> Warnings)
{
    public static FirewallPart None { get; } = new([], [], []);

    /// <summary>Whether it was read at all.</summary>
    public bool IsRead { get; private init; }

    /// <summary>Reads it anew: the counters are of now. What fails is a warning.</summary>
    public static async Task<FirewallPart> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Of(await FirewallMemory.Shared.GetAsync(anew: true, cancellationToken).ConfigureAwait(false));
        }
        catch (ContainerNetException exception)
        {
            return None with { Warnings = [exception.Message] };
        }
    }

    /// <summary>The same of a reading. Pure.</summary>
    public static FirewallPart Of(FirewallView view) => new(
        [.. view.Sets.Select(static set => new SnapshotRuleSet
        {
            Backend = set.Backend,
            Family = set.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6",
            Text = set.Rules.Print(),
        })],
        [.. view.NativeTables.Select(static one => new SnapshotNftTable
        {
            Family = one.Table.FamilyName,
            Name = one.Table.Name,
            Json = one.Document?.Text ?? "",
        })],
        view.Warnings) { IsRead = true };
}
