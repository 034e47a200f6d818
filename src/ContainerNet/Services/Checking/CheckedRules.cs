using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>The rules of a snapshot, by what the checks look for in them.</summary>
internal sealed class CheckedRules
{
    private readonly TracedRules[] _sets;
    private readonly ILookup<IPAddress, PlacedRule> _translations;
    private readonly ILookup<string, PlacedRule> _accepts;
    private readonly Dictionary<(TracedRules Set, string Table, string Hook), HashSet<string>> _reached = [];

    public CheckedRules(IReadOnlyList<TracedRules> sets)
    {
        _sets = [.. sets];
        _translations = RulesOf("nat").Select(static one => (Rule: one, To: one.Rule.Target == "DNAT" ? DnatDestination.Parse(one.Rule.Find("--to-destination")?.Value ?? "") : null))
            .Where(static one => one.To is not null).ToLookup(static one => one.To!.Address, static one => one.Rule);
        _accepts = RulesOf("filter").Where(static one => one.Rule.Target == "ACCEPT" && one.Rule.Find("-d") is { Negated: false })
            .ToLookup(static one => one.Rule.Find("-d")!.Value, StringComparer.Ordinal);
        Own = [.. sets.SelectMany(static set => OwnedChains.RulesOf(set.Rules)).Select(static rule => (Rule: rule, Owner: OwnerComment.OwnerOf(rule)))
            .Where(static one => one.Owner is not null).Select(static one => (one.Rule, one.Owner!.Value))];
        OwnByContainer = Own.ToLookup(static one => one.Owner.ContainerId, static one => one, StringComparer.Ordinal);
    }

    public IReadOnlyList<TracedRules> Sets => _sets;

    /// <summary>The rules of this module that belong to a container.</summary>
    public IReadOnlyList<(Rule Rule, RuleOwner Owner)> Own { get; }

    /// <summary>The same by the ids of the containers.</summary>
    public ILookup<string, (Rule Rule, RuleOwner Owner)> OwnByContainer { get; }

    /// <summary>The rules of one family in the variant that the engine uses; where there are none yet, an empty set.</summary>
    public TracedRules Of(AddressFamily family)
    {
        var name = family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        return Array.Find(_sets, set => set.Family == name && set.Rules.Table("nat").HasChain("DOCKER")) ?? Array.Find(_sets, set => set.Family == name)
            ?? new TracedRules("iptables", name, RuleSet.Parse("")) { IsAlone = true };
    }

    /// <summary>The rules that lead a port of the host to a port of an address.</summary>
    public IEnumerable<PlacedRule> Translations(PublishedPort port, IPAddress address) => _translations[address]
        .Where(one => IsOf(one.Rule, port.Protocol, port.HostPort) && (one.Rule.Find("-d")?.Value.Split('/')[0] is not { } asked || asked == port.HostIP || port.HostIP.Length == 0));

    /// <summary>The rules that let a port of an address be reached.</summary>
    public IEnumerable<PlacedRule> Accepts(PublishedPort port, IPAddress address) =>
        _accepts[Cidr.Of(address)].Where(one => IsOf(one.Rule, port.Protocol, port.ContainerPort));

    /// <summary>Whether jumps lead from a built-in chain to another, whatever they ask of a packet.</summary>
    public bool IsLed(TracedRules set, string table, string hook, string chain)
    {
        if (!_reached.TryGetValue((set, table, hook), out var reached)) _reached[(set, table, hook)] = reached = Reach(set.Rules.Table(table), hook);
        return reached.Contains(chain);
    }

    private static HashSet<string> Reach(Table table, string hook)
    {
        var (reached, due) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([hook]));
        while (due.TryPop(out var chain))
        {
            if (!reached.Add(chain)) continue;
            foreach (var rule in table.RulesOf(chain).Where(rule => table.HasChain(rule.Target))) due.Push(rule.Target);
        }

        return reached;
    }

    private IEnumerable<PlacedRule> RulesOf(string table) => _sets.SelectMany(set => set.Rules.Table(table).Rules.Select(rule => new PlacedRule(set, table, rule)));

    private static bool IsOf(Rule rule, string protocol, int port) =>
        rule.Find("-p")?.Value == protocol
        && (rule.Find("--dport") ?? rule.Find("--dports"))?.Value.Split(',')
            .Any(text => PortRange.Parse(text.Replace(':', '-')) is { } range && range.First <= port && port <= range.Last) != false;
}

/// <summary>A rule and where it stands.</summary>
internal sealed record PlacedRule(TracedRules Set, string Table, Rule Rule);
