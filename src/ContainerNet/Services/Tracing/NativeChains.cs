using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Services.Tracing;

/// <summary>Base chains of nftables beside iptables: what they do is not evaluated here, so where they may matter nothing is certain.</summary>
internal static class NativeChains
{
    /// <summary>The table and chain that may decide about a packet of this hook; null where none may.</summary>
    public static string? MayMatter(NetworkSnapshot snapshot, string hook, AddressFamily family)
    {
        foreach (var table in snapshot.NftTables)
        {
            if (!IsFor(table.Family, family)) continue;
            if (Chain(table, hook) is { } chain) return $"{table.Family} {table.Name} {chain}".TrimEnd();
        }

        return null;
    }

    private static bool IsFor(string table, AddressFamily family) => table switch
    {
        "ip" => family == AddressFamily.InterNetwork,
        "ip6" => family == AddressFamily.InterNetworkV6,
        "arp" => false,
        _ => true,
    };

    // A chain that is empty and accepts decides nothing. One that cannot be read may do anything.
    private static string? Chain(SnapshotNftTable table, string hook)
    {
        if (table.Json.Length == 0) return "";
        using var document = JsonDocument.Parse(table.Json);
        var items = document.RootElement.GetProperty("nftables").EnumerateArray().ToArray();
        foreach (var item in items)
        {
            if (!item.TryGetProperty("chain", out var chain) || !chain.TryGetProperty("hook", out var at)) continue;
            if (!IsOn(at.GetString() ?? "", hook)) continue;
            var name = chain.GetProperty("name").GetString() ?? "";
            var accepts = !chain.TryGetProperty("policy", out var policy) || policy.GetString() == "accept";
            if (!accepts || Array.Exists(items, other => other.TryGetProperty("rule", out var rule) && rule.GetProperty("chain").GetString() == name)) return name;
        }

        return null;
    }

    // A packet that comes in passes ingress before anything else, and one that leaves passes egress last.
    private static bool IsOn(string at, string hook) =>
        string.Equals(at, hook, StringComparison.OrdinalIgnoreCase)
        || (at == "ingress" && hook == "PREROUTING")
        || (at == "egress" && hook == "POSTROUTING");
}
