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

    /// <summary>The table a chain of this module stands in.</summary>
    public static string TableOf(string chain) => s_tables[chain];

    /// <summary>Every rule in the chains of this module.</summary>
    public static IEnumerable<Rule> RulesOf(RuleSet rules) => s_tables.SelectMany(pair => rules.Table(pair.Value).RulesOf(pair.Key));

    /// <summary>The chains of one table, in the order their jumps stand in, for a rule set as it is.</summary>
    public static OwnedChain[] InTable(string table, RuleSet current, AddressFamily family) => table switch
    {
        "mangle" => [AccessChain()],
        "filter" => FilterChains(current),
        _ => [NatChain(family), PostChain()],
    };

    /// <summary>
    /// The mangle chain that stands before every DNAT, the one place that DNAT and docker-proxy share. The host itself, on lo, is always let in.
    /// </summary>
    private static OwnedChain AccessChain() =>
        new("mangle", Access,
            new Rule(Access, $"-i lo {OwnerComment.Words(OwnerComment.For("host"))} -j RETURN"),
            [Jump("PREROUTING", ToThisHost, Access)],
            JumpPlace.Anywhere);

    private static OwnedChain[] FilterChains(RuleSet current)
    {
        // Engines before 27 leave ip6tables alone: no DOCKER-USER there. Nor is it of use where FORWARD does not lead to it.
        var leads = current.Table("filter").RulesOf("FORWARD").Any(rule => rule.Target == EngineUserChain);
        var (chain, place) = leads ? (EngineUserChain, JumpPlace.LastReached) : ("FORWARD", JumpPlace.First);
        return [.. new[] { Guard, Forward }.Select(name => new OwnedChain("filter", name, null, [Jump(chain, "", name)], place))];
    }

    // Without --dst-type LOCAL a container's request to a host outside would be answered by a container of ours.
    private static OwnedChain NatChain(AddressFamily family) =>
        new("nat", Nat, null,
            [Jump("PREROUTING", ToThisHost, Nat), Jump("OUTPUT", $"! -d {(family == AddressFamily.InterNetwork ? "127.0.0.0/8" : "::1/128")} {ToThisHost}", Nat)],
            JumpPlace.Anywhere);

    private static OwnedChain PostChain() => new("nat", Post, null, [Jump("POSTROUTING", "", Post)], JumpPlace.Anywhere);

    private static Rule Jump(string chain, string matches, string target) =>
        new(chain, $"{matches}{OwnerComment.Words(OwnerComment.For("jump"))} -j {target}");
}
