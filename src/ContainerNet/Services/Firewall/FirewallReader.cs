using System.Net.Sockets;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;
using ContainerNet.Resources;
using ContainerNet.Services.Firewall.Native;

namespace ContainerNet.Services.Firewall;

/// <summary>Reads every rule there is, whoever made it: both variants of iptables, both families, and the tables of nftables beside them.</summary>
internal sealed class FirewallReader
{
    private const int Attempts = 3;

    private static readonly string[] s_tables = ["raw", "mangle", "nat", "filter", "security"];

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private readonly FirewallTools _tools = new(s_limit);
    private readonly NftTool _nft = new(s_limit);

    /// <summary>The generation of the rules of nftables now; null where the kernel does not tell.</summary>
    public static uint? ReadGeneration() => Ask<uint?>(static netlink => netlink.ReadGeneration(), null);

    /// <summary>Reads all of it.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, FirewallReadFailed, ToolNotFound, ToolTimedOut.</exception>
    public async Task<FirewallView> ReadAsync(CancellationToken cancellationToken)
    {
        if (!Capabilities.MayUseFirewall()) throw ContainerNetException.Create(ErrorId.KernelViewDenied, "iptables", "iptables-save");
        for (var attempt = 1; ; attempt++)
        {
            var before = ReadGeneration();
            var view = await ReadOnceAsync(cancellationToken).ConfigureAwait(false);
            if (before is null || attempt == Attempts) return view;

            // Several tools have looked one after another: between them nothing may have changed.
            if (before == ReadGeneration()) return view with { Generation = HoldsLegacy() ? null : before };
        }
    }

    /// <summary>Whether legacy may hold rules: of them no generation tells.</summary>
    public static bool HoldsLegacy() => LegacyTables.AreThere(ipv6: false) || LegacyTables.AreThere(ipv6: true);

    private async Task<FirewallView> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var (time, tables) = (DateTime.UtcNow, Ask<List<NftTable>?>(static netlink => netlink.DumpTables(), null));
        var saved = await Task.WhenAll(Runs(tables, cancellationToken)).ConfigureAwait(false);
        var warnings = saved.SelectMany(static one => Complaints(one.Saved)).ToList();
        var native = new List<(NftTable Table, NftDocument? Document)>();
        foreach (var table in tables ?? [])
        {
            var shown = Array.Find(saved, one => Shows(one, table))?.Saved;
            if (shown is not null && !shown.KeepsBackChainsOf(table.Name)) continue;
            var document = await _nft.ReadAsync(table, warnings, cancellationToken).ConfigureAwait(false);
            if (shown is not null) document?.Leave(chain => !shown.Rules.Table(table.Name).HasChain(chain));
            native.Add((table, document));
        }

        return new FirewallView(
            [.. saved.Select(static one => new FirewallRules(one.Backend, one.Family, one.Saved.Rules))],
            [.. native.Select(static one => one.Document).OfType<NftDocument>()])
        {
            NativeTables = native,
            Warnings = [.. warnings.Distinct()], ReadAt = time, Namespace = ProcessDirectory.ReadOwnNetwork(),
        };
    }

    private IEnumerable<Task<Reading>> Runs(List<NftTable>? tables, CancellationToken cancellationToken)
    {
        var (nft, legacy) = (IptablesVariants.Nft, IptablesVariants.Legacy);
        if (nft is null && legacy is null && tables is not { Count: > 0 })
            throw ContainerNetException.Create(ErrorId.ToolNotFound, "iptables-save", "iptables-save", "iptables-nft-save, iptables-legacy-save");
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            var protocol = family == AddressFamily.InterNetwork ? NetfilterConstants.NFPROTO_IPV4 : NetfilterConstants.NFPROTO_IPV6;
            var isUsed = tables?.Exists(table => table.Family == protocol && s_tables.Contains(table.Name)) ?? true;
            if (nft is not null && isUsed) yield return SaveAsync("iptables-nft", nft, family, cancellationToken);
            var ipv6 = family == AddressFamily.InterNetworkV6;
            if (legacy is not null && LegacyTables.AreThere(ipv6)) yield return SaveAsync("iptables-legacy", legacy, family, cancellationToken);
        }
    }

    private async Task<Reading> SaveAsync(string backend, string variant, AddressFamily family, CancellationToken cancellationToken) =>
        new(backend, family, await _tools.SaveAsync(variant, family, withCounters: true, cancellationToken).ConfigureAwait(false));

    // Whatever iptables-save has printed is no table of nftables' own.
    private static bool Shows(Reading reading, NftTable table) =>
        reading.Backend == "iptables-nft" && FamilyOf(reading) == table.Family && reading.Saved.Rules.Tables.Any(shown => shown.Name == table.Name);

    private static int FamilyOf(Reading reading) =>
        reading.Family == AddressFamily.InterNetwork ? NetfilterConstants.NFPROTO_IPV4 : NetfilterConstants.NFPROTO_IPV6;

    // That legacy tables exist too is no news: they are read as well.
    private static IEnumerable<string> Complaints(SavedRules saved) =>
        saved.Result.StandardError.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.Contains("-legacy tables present", StringComparison.Ordinal))
            .Select(line => Text.Format("Warning_FirewallTool", saved.Tool, line));

    private static T Ask<T>(Func<NftablesNetlink, T> ask, T otherwise)
    {
        try
        {
            using var netlink = NftablesNetlink.Open();
            return ask(netlink);
        }
        catch (KernelException)
        {
            // A kernel without nftables: then iptables alone tells, and nothing is remembered.
            return otherwise;
        }
    }

    private sealed record Reading(string Backend, AddressFamily Family, SavedRules Saved);
}
