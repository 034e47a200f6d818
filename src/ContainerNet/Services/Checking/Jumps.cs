using System.Net.Sockets;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>The jumps that lead from the built-in chains to those of the engine and of this module.</summary>
internal static class Jumps
{
    private static readonly (string Table, string Hook, string Chain, string Verb, string Specification)[] s_engines =
    [
        ("nat", "PREROUTING", "DOCKER", "-A", "-m addrtype --dst-type LOCAL -j DOCKER"),
        ("nat", "OUTPUT", "DOCKER", "-A", "! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER"),
        ("filter", "FORWARD", "DOCKER-USER", "-I", "-j DOCKER-USER"),
    ];

    /// <summary>The hooks from which a chain is to be reached in one table and is not, as commands that mend that.</summary>
    public static IEnumerable<string> Missing(CheckedHost host, TracedRules rules, string table, string chain) =>
        s_engines.Where(one => one.Table == table && one.Chain == chain && !host.Rules.IsLed(rules, table, one.Hook, chain))
            .Select(one => Commands.Iptables(rules, table, one.Verb, one.Hook, OfFamily(rules, one.Specification)));

    /// <summary>All that are missing in a rule set, with what mends each; chains without rules need none.</summary>
    public static IEnumerable<(string Jump, string Fix)> Missing(CheckedHost host, TracedRules rules)
    {
        foreach (var one in s_engines.Where(one => HasRules(rules, one.Table, one.Chain) && !host.Rules.IsLed(rules, one.Table, one.Hook, one.Chain)))
            yield return ($"{rules.Family} {one.Table} {one.Hook} -> {one.Chain}", Commands.Iptables(rules, one.Table, one.Verb, one.Hook, OfFamily(rules, one.Specification)));
        foreach (var table in new[] { "nat", "mangle" })
        {
            foreach (var chain in OwnedChains.InTable(table, rules.Rules, FamilyOf(rules)).Where(chain => HasRules(rules, table, chain.Name)))
            {
                foreach (var hook in chain.Jumps.Select(static jump => jump.Chain).Where(hook => !host.Rules.IsLed(rules, table, hook, chain.Name)))
                    yield return ($"{rules.Family} {table} {hook} -> {chain.Name}", Commands.Repair);
            }
        }
    }

    private static bool HasRules(TracedRules rules, string table, string chain) => rules.Rules.Table(table).RulesOf(chain).Any(static rule => !rule.IsUnconditional || rule.Target != "RETURN");

    private static AddressFamily FamilyOf(TracedRules rules) => rules.Family == "IPv4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    private static string OfFamily(TracedRules rules, string specification) =>
        rules.Family == "IPv4" ? specification : specification.Replace("127.0.0.0/8", "::1/128", StringComparison.Ordinal);
}
