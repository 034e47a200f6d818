namespace ContainerNet.Iptables;

/// <summary>A table of a rule set: its chains, and their rules in order.</summary>
internal sealed class Table(string name)
{
    private readonly Dictionary<string, List<Rule>> _rules = new(StringComparer.Ordinal);
    private readonly List<ChainLine> _chains = [];

    /// <summary>raw, mangle, nat, filter or security.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<ChainLine> Chains => _chains;

    /// <summary>Whether the chain is there; a built-in one is not shown while nothing has used its table.</summary>
    public bool HasChain(string chain) => _rules.ContainsKey(chain);

    /// <summary>The rules of a chain; none when it is not there.</summary>
    public IReadOnlyList<Rule> RulesOf(string chain) => _rules.TryGetValue(chain, out var rules) ? rules : [];

    /// <summary>Every rule of the table, chain by chain.</summary>
    public IEnumerable<Rule> Rules => _rules.Values.SelectMany(rules => rules);

    internal void Add(ChainLine chain)
    {
        _chains.Add(chain);
        _rules.TryAdd(chain.Chain, []);
    }

    internal void Add(Rule rule)
    {
        if (!_rules.TryGetValue(rule.Chain, out var rules)) _rules[rule.Chain] = rules = [];
        rules.Add(rule);
    }
}
