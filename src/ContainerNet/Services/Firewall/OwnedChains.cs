using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The chains of this module. In no other chain it ever changes a thing, the jumps to them apart.</summary>
internal static class OwnedChains
{
    public const string Guard = "CONTAINERNET-GUARD";
    public const string Forward = "CONTAINERNET-FORWARD";
    public const string Access = "CONTAINERNET-ACCESS";
    public const string Nat = "CONTAINERNET";
    public const string Post = "CONTAINERNET-POST";

    /// <summary>Its tables, in the order in which something new comes in: who may get to a port and what may pass, before anything leads there.</summary>
    public static readonly string[] Tables = ["mangle", "filter", "nat"];

    private const string EngineUserChain = "DOCKER-USER";
    private const string ToThisHost = "-m addrtype --dst-type LOCAL ";

    private static readonly Dictionary<string, string> s_tables = new(StringComparer.Ordinal)
    {
        [Guard] = "filter", [Forward] = "filter", [Access] = "mangle", [Nat] = "nat", [Post] = "nat",
    };

    // Made once: what a rule asks for is parsed once then.

    /// <summary>
    /// The mangle chain that stands before every DNAT, the one place that DNAT and docker-proxy share. The host itself, on lo, is always let in.
    /// </summary>
    private static readonly OwnedChain[] s_mangle =
    [
        new("mangle", Access,
            new Rule(Access, $"-i lo {OwnerComment.Words(OwnerComment.For("host"))} -j RETURN"),
            [Jump("PREROUTING", ToThisHost, Access)],
            JumpPlace.Anywhere),
    ];

    private static readonly OwnedChain[] s_nat4 = NatChains("127.0.0.0/8");
    private static readonly OwnedChain[] s_nat6 = NatChains("::1/128");
    private static readonly OwnedChain[] s_filterByUserChain = FilterChains(EngineUserChain, JumpPlace.LastReached);
    private static readonly OwnedChain[] s_filterByForward = FilterChains("FORWARD", JumpPlace.First);

    /// <summary>The table a chain of this module stands in.</summary>
    public static string TableOf(string chain) => s_tables[chain];

    /// <summary>Every rule in the chains of this module.</summary>
    public static IEnumerable<Rule> RulesOf(RuleSet rules) => s_tables.SelectMany(pair => rules.Table(pair.Value).RulesOf(pair.Key));

    /// <summary>The chains of one table, in the order their jumps stand in, for a rule set as it is.</summary>
    public static OwnedChain[] InTable(string table, RuleSet current, AddressFamily family) => table switch
    {
        "mangle" => s_mangle,
        // Engines before 27 leave ip6tables alone: no DOCKER-USER there. Nor is it of use where FORWARD does not lead to it.
        "filter" => current.Table("filter").RulesOf("FORWARD").Any(static rule => rule.Target == EngineUserChain) ? s_filterByUserChain : s_filterByForward,
        _ => family == AddressFamily.InterNetwork ? s_nat4 : s_nat6,
    };

    private static OwnedChain[] FilterChains(string from, JumpPlace place) =>
        [.. new[] { Guard, Forward }.Select(name => new OwnedChain("filter", name, null, [Jump(from, "", name)], place))];

    // Without --dst-type LOCAL a container's request to a host outside would be answered by a container of ours.
    private static OwnedChain[] NatChains(string loopback) =>
    [
        new("nat", Nat, null, [Jump("PREROUTING", ToThisHost, Nat), Jump("OUTPUT", $"! -d {loopback} {ToThisHost}", Nat)], JumpPlace.Anywhere),
        new("nat", Post, null, [Jump("POSTROUTING", "", Post)], JumpPlace.Anywhere),
    ];

    private static Rule Jump(string chain, string matches, string target) =>
        new(chain, $"{matches}{OwnerComment.Words(OwnerComment.For("jump"))} -j {target}");
}
