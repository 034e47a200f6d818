namespace ContainerNet.Services.Firewall.Rules;

/// <summary>
/// Finds whom each rule is about: by what it names itself, by the published port it asks for, and by walking the chains. No chain is known
/// here by its name. Pure.
/// </summary>
internal static class RuleAttribution
{
    // A chain within a chain takes one more round: engines nest four deep.
    private const int MaxRounds = 16;

    /// <summary>The subjects of the rules, in their order.</summary>
    public static RuleSubject[] Find(IReadOnlyList<RuleFacts> rules, ChainGraph graph, FirewallInventory inventory)
    {
        var subjects = ManyItems.Make(rules.Count, i => RuleSubject.Of(rules[i], inventory));
        var published = new PublishedRules(rules, subjects);
        for (var i = 0; i < subjects.Length; i++)
        {
            if (subjects[i].HasContainer) continue;
            var containers = published.ContainersOf(rules[i], graph.Of(rules[i].Table, rules[i].Chain).Hooks);
            if (containers.Length > 0) subjects[i] = subjects[i] with { Containers = containers };
        }

        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = false;
            foreach (var chain in graph.Chains.Where(static chain => chain.Jumpers.Count > 0))
            {
                changed |= Inherit(rules, subjects, chain, inventory);
                changed |= PassUp(rules, subjects, chain);
            }

            if (!changed) break;
        }

        return subjects;
    }

    // A chain that only one container's packets come to is that container's; so is one that a map leads only one bridge's packets to.
    private static bool Inherit(IReadOnlyList<RuleFacts> rules, RuleSubject[] subjects, ChainGraph.Node chain, FirewallInventory inventory)
    {
        var container = Single(chain.Jumpers.Select(jumper => rules[jumper.Rule].Jumps.Length > 1 ? null : Only(subjects[jumper.Rule].Containers)));
        var network = Single(chain.Jumpers.Select(jumper => inventory.ByBridge(jumper.Interface)?.Name));
        if (container is null && network is null) return false;
        var changed = false;
        foreach (var index in chain.Rules)
        {
            var subject = subjects[index];
            if (container is not null && !subject.HasContainer)
                subjects[index] = subject with { Containers = [container] };
            else if (network is not null && subject.Networks.Length == 0)
                subjects[index] = subject with { Networks = [network] };
            else
                continue;
            changed = true;
        }

        return changed;
    }

    // A jump that asks for a port, to a chain with the rules of one container, serves that container.
    private static bool PassUp(IReadOnlyList<RuleFacts> rules, RuleSubject[] subjects, ChainGraph.Node chain)
    {
        var due = chain.Jumpers.Where(jumper => !subjects[jumper.Rule].HasContainer && rules[jumper.Rule].Port.Length > 0).ToArray();
        if (due.Length == 0 || Single(chain.Rules.Where(index => subjects[index].HasContainer).Select(index => Only(subjects[index].Containers))) is not { } container)
            return false;
        foreach (var (rule, _) in due) subjects[rule] = subjects[rule] with { Containers = [container] };
        return true;
    }

    private static string? Only(string[] all) => all.Length == 1 ? all[0] : null;

    private static string? Single(IEnumerable<string?> all)
    {
        string? single = null;
        foreach (var one in all)
        {
            if (one is null || (single is not null && single != one)) return null;
            single = one;
        }

        return single;
    }
}
