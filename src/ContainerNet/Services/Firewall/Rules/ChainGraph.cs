namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Which rules stand in which chain, which lead to it, and from which hooks packets come there. Pure.</summary>
internal sealed class ChainGraph
{
    private readonly Dictionary<(string Table, string Chain), Node> _chains = [];

    /// <param name="rules">The rules of one backend.</param>
    /// <param name="hooks">Its built-in and base chains, with the hook each hangs on.</param>
    public ChainGraph(IReadOnlyList<RuleFacts> rules, IEnumerable<KeyValuePair<(string Table, string Chain), string>> hooks)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            Of(rule.Table, rule.Chain).Rules.Add(i);
            foreach (var (chain, through) in rule.Jumps) Of(rule.Table, chain).Jumpers.Add((i, through));
        }

        foreach (var (place, hook) in hooks) Reach(rules, place, hook);
    }

    /// <summary>Every chain that holds rules or is jumped to.</summary>
    public IEnumerable<Node> Chains => _chains.Values;

    /// <summary>A chain.</summary>
    public Node Of(string table, string chain)
    {
        if (!_chains.TryGetValue((table, chain), out var node)) _chains[(table, chain)] = node = new Node();
        return node;
    }

    private void Reach(IReadOnlyList<RuleFacts> rules, (string Table, string Chain) start, string hook)
    {
        var (due, seen) = (new Stack<Node>(), new HashSet<Node>());
        due.Push(Of(start.Table, start.Chain));
        while (due.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            if (!node.Hooks.Contains(hook)) node.Hooks = [.. node.Hooks, hook];
            foreach (var index in node.Rules)
            {
                foreach (var (chain, _) in rules[index].Jumps) due.Push(Of(rules[index].Table, chain));
            }
        }
    }

    /// <summary>A chain: its rules and those that lead to it, by their indexes.</summary>
    public sealed class Node
    {
        public List<int> Rules { get; } = [];

        public List<(int Rule, string Interface)> Jumpers { get; } = [];

        /// <summary>The built-in chains packets come from; an array shared by all its rules.</summary>
        public string[] Hooks { get; set; } = [];
    }
}
