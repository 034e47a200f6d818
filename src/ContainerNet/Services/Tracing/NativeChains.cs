using System.Net.Sockets;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Firewall.Native;

namespace ContainerNet.Services.Tracing;

/// <summary>Base chains of nftables beside iptables: what they do is not evaluated here, so where they may matter nothing is certain.</summary>
internal sealed class NativeChains(IEnumerable<SnapshotNftTable> tables)
{
    private readonly NativeChain[] _chains = [.. tables.Where(static table => !IsOwn(table.Name)).SelectMany(Read)];

    /// <summary>The table and chain that may decide about a packet of this hook; null where none may.</summary>
    public string? MayMatter(string hook, AddressFamily family) =>
        Array.Find(_chains, chain => IsFor(chain.Family, family) && IsOn(chain.Hook, hook))?.Name;

    // A trace that runs at the same time, which marks a packet and decides nothing.
    private static bool IsOwn(string table) => table.StartsWith(TraceTable.Prefix, StringComparison.Ordinal);

    // A chain that is empty and accepts decides nothing. A table that could not be read may do anything.
    private static IEnumerable<NativeChain> Read(SnapshotNftTable table)
    {
        if (table.Json.Length == 0) return [new NativeChain(table.Family, "", $"{table.Family} {table.Name}")];
        var document = NftDocument.Parse(table.Json);
        return document.Hooks
            .Where(one => document.Dropping.Contains(one.Key) || document.Rules.Exists(rule => rule.Chain == one.Key.Chain))
            .Select(one => new NativeChain(table.Family, one.Value, $"{one.Key.Table} {one.Key.Chain}"));
    }

    private static bool IsFor(string table, AddressFamily family) => table switch
    {
        "ip" => family == AddressFamily.InterNetwork,
        "ip6" => family == AddressFamily.InterNetworkV6,
        "arp" => false,
        _ => true,
    };

    // A packet that comes in passes ingress before anything else, and one that leaves passes egress last.
    private static bool IsOn(string at, string hook) =>
        at.Length == 0
        || at == hook
        || (at == "INGRESS" && hook == "PREROUTING")
        || (at == "EGRESS" && hook == "POSTROUTING");

    /// <param name="Family">The family of its table.</param>
    /// <param name="Hook">Its hook; empty where that is not known.</param>
    /// <param name="Name">Family, table and chain.</param>
    private sealed record NativeChain(string Family, string Hook, string Name);
}
