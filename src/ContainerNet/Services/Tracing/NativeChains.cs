using System.Globalization;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Native.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Base chains of nftables beside iptables. Those of bridges, and at ingress and egress, have places of their own on the way: where they may matter nothing is certain.</summary>
internal sealed class NativeChains
{
    private readonly NativeChain[] _chains;
    private readonly Dictionary<(string Hook, AddressFamily Family), NativeChain[]> _known = [];

    /// <param name="tables">The tables; of one that could not be read no document.</param>
    /// <param name="fields">What can be asked of packets.</param>
    public NativeChains(IEnumerable<(SnapshotNftTable Table, NftDocument? Document)> tables, NftFields fields) =>
        _chains = [.. tables.Where(static one => !IsOwn(one.Table.Name)).SelectMany(one => Read(one.Table, one.Document, fields)).OrderBy(static chain => chain.Base.Priority)];

    /// <summary>The table and chain that may decide about a packet, and whose place is not known; null where there is none.</summary>
    public string? MayMatter(Packet packet) => Array.Find(_chains, chain => !chain.HasPlace && chain.IsFor(packet.Family) && chain.MayMatter(packet))?.Name;

    /// <summary>The chains that a packet of this hook meets, those of nat apart, by their priority.</summary>
    public NativeChain[] On(string hook, AddressFamily family) => Find(hook, family, isNat: false);

    /// <summary>The chains that a connection's first packet meets where its addresses may be translated.</summary>
    public NativeChain[] NatOn(string hook, AddressFamily family) => Find(hook, family, isNat: true);

    private NativeChain[] Find(string hook, AddressFamily family, bool isNat)
    {
        if (_chains.Length == 0) return [];
        if (!_known.TryGetValue((hook, family), out var found))
            _known[(hook, family)] = found = Array.FindAll(_chains, chain => chain.HasPlace && chain.IsFor(family) && chain.Base.Hook == hook);
        return Array.FindAll(found, chain => chain.IsNat == isNat);
    }

    // A trace that runs at the same time, which marks a packet and decides nothing.
    private static bool IsOwn(string table) => table.StartsWith(TraceTable.Prefix, StringComparison.Ordinal);

    // A chain that is empty and accepts decides nothing. A table that could not be read may do anything.
    private static IEnumerable<NativeChain> Read(SnapshotNftTable table, NftDocument? document, NftFields fields)
    {
        var name = $"{table.Family} {table.Name}";
        if (document is null) return [new NativeChain(new NftBaseChain("", "", 0, true), table.Family, name, "", null)];
        var rules = new WalkedNftTable(name, document, fields);
        return document.BaseChains.Where(one => one.Value.Drops || rules.RulesOf(one.Key.Chain).Count > 0)
            .Select(one => new NativeChain(one.Value, table.Family, $"{name} {one.Key.Chain}", one.Key.Chain, rules));
    }
}

/// <summary>A base chain of nftables.</summary>
/// <param name="Base">Its hook, type and priority.</param>
/// <param name="Family">The family of its table.</param>
/// <param name="Name">Family, table and chain.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Rules">The table; null where it could not be read.</param>
internal sealed record NativeChain(NftBaseChain Base, string Family, string Name, string Chain, WalkedNftTable? Rules)
{
    /// <summary>Whether it is known where a packet meets it.</summary>
    public bool HasPlace => Rules is not null && Family is "ip" or "ip6" or "inet" && Base.Hook is not ("INGRESS" or "EGRESS");

    public bool IsNat => Base.Type == "nat";

    public bool IsFor(AddressFamily family) => Family switch
    {
        "ip" => family == AddressFamily.InterNetwork,
        "ip6" => family == AddressFamily.InterNetworkV6,
        "arp" => false,
        _ => true,
    };

    /// <summary>Whether it may decide about a packet, wherever that meets it: by which interfaces, and what tracking knows of it, is not known then.</summary>
    public bool MayMatter(Packet packet) => Rules is null || Walk(packet with
    {
        InInterface = Packet.AnyInterface, OutInterface = Packet.AnyInterface, Mark = null, Connection = packet.Connection with { State = Outcome.Unknown },
    }).Verdict != "ACCEPT";

    /// <summary>What becomes of a packet in it.</summary>
    public Outcome<WalkedNftRule> Walk(Packet packet) => new ChainWalker<WalkedNftRule>(Rules!).Walk(Chain, packet);

    /// <summary>The command that takes away what decided.</summary>
    public string Undo(Outcome<WalkedNftRule> outcome) => outcome.Decider is { } step
        ? string.Create(CultureInfo.InvariantCulture, $"nft delete rule {Rules!.Name} {step.Chain} handle {Nft.Number(step.Rule.Rule.Json, "handle") ?? 0}")
        : $"nft add chain {Rules!.Name} {Chain} '{{ policy accept; }}'";
}
