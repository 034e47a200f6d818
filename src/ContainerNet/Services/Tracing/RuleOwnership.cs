using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Rules;

namespace ContainerNet.Services.Tracing;

/// <summary>Who made each rule of a snapshot, and which container it belongs to, as Get-ContainerFirewallRule tells it. Pure.</summary>
internal sealed class RuleOwnership
{
    private readonly Dictionary<(string Family, string Table, string Chain, int Number), FirewallRule> _byPlace = [];
    private readonly Dictionary<Rule, FirewallRule> _byRule = new(ReferenceEqualityComparer.Instance);

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="sets">Its rules of iptables.</param>
    /// <param name="native">Its tables of nftables' own, without what iptables shows of them.</param>
    public RuleOwnership(NetworkSnapshot snapshot, IReadOnlyList<TracedRules> sets, IReadOnlyList<NftDocument> native)
    {
        var view = new FirewallView(
            [.. sets.Select(static set => new FirewallRules(set.Backend, set.Family == "IPv4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, set.Rules))],
            native) { ReadAt = snapshot.TakenAt };
        var all = new AttributedFirewall(view, [.. snapshot.Containers.Select(ToSummary)], [.. snapshot.Networks.Select(ToDetails)]).All;
        foreach (var (rule, _) in all) _byPlace.TryAdd((FamilyOf(rule), rule.Table, rule.Chain, rule.Number), rule);

        // They stand in the order of the tools: set by set, table by table, chain by chain.
        var index = 0;
        foreach (var rule in sets.SelectMany(static set => set.Rules.Tables).SelectMany(static table => table.Chains.SelectMany(chain => table.RulesOf(chain.Chain))))
            _byRule.TryAdd(rule, all[index++].Rule);
    }

    /// <summary>What is known of a rule of the snapshot's rule sets; null where it is none.</summary>
    public FirewallRule? Find(Rule rule) => _byRule.GetValueOrDefault(rule);

    /// <summary>What is known of the rule at a place; null where there is none.</summary>
    /// <param name="family">IPv4 or IPv6; for a table of nftables' own anything.</param>
    /// <param name="table">The table; of nftables' own with its family.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="number">The place in the chain, from 1.</param>
    public FirewallRule? Find(string family, string table, string chain, int number) =>
        _byPlace.GetValueOrDefault((IsNative(table) ? "" : family, table, chain, number));

    /// <summary>The family as rules name it.</summary>
    public static string FamilyOf(AddressFamily family) => family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    private static string FamilyOf(FirewallRule rule) => IsNative(rule.Table) ? "" : rule.Family;

    private static bool IsNative(string table) => table.Contains(' ', StringComparison.Ordinal);

    private static ContainerSummary ToSummary(Container container) => new()
    {
        Id = container.Id, Name = container.Name, Image = container.Image, State = container.State, NetworkMode = container.NetworkMode,
        Labels = container.Labels, Ports = container.PublishedPorts, Endpoints = container.Networks,
    };

    private static NetworkDetails ToDetails(SnapshotNetwork network) => new()
    {
        Id = network.Id, Name = network.Name, Driver = network.Driver, Internal = network.Internal, EnableIPv6 = network.EnableIPv6,
        Subnets = network.Subnets, Gateways = network.Gateways, Options = network.Options,
    };
}
