using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall.Native;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Every rule of a reading, and whom each is about. Pure.</summary>
internal sealed class AttributedFirewall
{
    private readonly FirewallInventory _inventory;

    public AttributedFirewall(FirewallView view, IReadOnlyList<ContainerSummary> containers, IReadOnlyList<NetworkDetails> networks)
    {
        (_inventory, Containers, Warnings) = (new FirewallInventory(containers, networks), containers, view.Warnings);
        var all = new List<AttributedRule>();
        foreach (var set in view.Sets)
        {
            var hooks = set.Rules.Tables.SelectMany(static table => table.Chains.Where(static chain => chain.Policy != "-")
                .Select(chain => KeyValuePair.Create((table.Name, chain.Chain), chain.Chain)));
            Add(all, set.Backend, IptablesFacts.Of(set), hooks, view.ReadAt);
        }

        foreach (var document in view.Native)
            Add(all, "nftables", [.. NftFacts.Of(document)], document.BaseChains.Select(static one => KeyValuePair.Create(one.Key, one.Value.Hook)), view.ReadAt);
        All = all;
    }

    /// <summary>All rules, in the order of the tools.</summary>
    public IReadOnlyList<AttributedRule> All { get; }

    /// <summary>The engine's containers, those that do not run included.</summary>
    public IReadOnlyList<ContainerSummary> Containers { get; }

    /// <summary>Whether a container is among them.</summary>
    public bool Has(string containerId) => _inventory.ById(containerId) is not null;

    /// <inheritdoc cref="FirewallView.Warnings"/>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// What applies to a container: its own rules, its donor's where it has joined one, and those of its networks. A rule of a whole
    /// network is told with this container, any other with the one it belongs to.
    /// </summary>
    public IEnumerable<FirewallRule> Of(ContainerSummary container)
    {
        var donor = _inventory.DonorOf(container);
        var networks = _inventory.NetworksOf(container.Id);
        foreach (var (rule, subject) in All)
        {
            if (subject.HasContainer)
            {
                if (subject.Containers.Contains(container.Id) || (donor is not null && subject.Containers.Contains(donor))) yield return rule;
            }
            else if (subject.Networks.Length > 0 && subject.Networks.Intersect(networks).Any())
            {
                yield return rule with { ContainerName = container.Name, ContainerId = container.Id };
            }
        }
    }

    /// <summary>The rules of containers and of networks that are there, each once.</summary>
    public IEnumerable<FirewallRule> Owned => All.Where(one => IsOwned(one.Subject)).Select(static one => one.Rule);

    /// <summary>The rules that are about nobody who is there.</summary>
    public IEnumerable<FirewallRule> Unowned => All.Where(one => !IsOwned(one.Subject)).Select(static one => one.Rule);

    private bool IsOwned(RuleSubject subject) =>
        subject.HasContainer ? _inventory.ById(subject.Containers[0]) is not null : subject.Networks.Length > 0;

    private void Add(
        List<AttributedRule> all, string backend, RuleFacts[] facts, IEnumerable<KeyValuePair<(string Table, string Chain), string>> hooks, DateTime time)
    {
        var graph = new ChainGraph(facts, hooks);
        var subjects = RuleAttribution.Find(facts, graph, _inventory);
        all.AddRange(ManyItems.Make(facts.Length, i =>
            new AttributedRule(ToRule(backend, facts[i], subjects[i], graph.Of(facts[i].Table, facts[i].Chain).Hooks, time), subjects[i])));
    }

    private FirewallRule ToRule(string backend, RuleFacts facts, RuleSubject subject, string[] hooks, DateTime time)
    {
        var owner = RuleOwners.Of(facts, subject, _inventory);
        var id = subject.HasContainer ? subject.Containers[0] : "";
        return new FirewallRule
        {
            ContainerId = id,
            ContainerName = _inventory.ById(id)?.Name ?? "",
            Network = subject.Networks.Length > 0 ? subject.Networks[0] : "",
            Family = facts.Family,
            Backend = backend,
            Table = facts.Table,
            Chain = facts.Chain,
            Number = facts.Number,
            Purpose = RulePurposes.Of(facts, subject, owner, hooks, _inventory).ToString(),
            Owner = owner.ToString(),
            Target = facts.Target,
            Rule = facts.Text,
            Comment = facts.Comment,
            Hooks = hooks,
            Packets = facts.Counters?.Packets,
            Bytes = facts.Counters?.Bytes,
            CountedAt = time,
            Text = facts.Raw,
        };
    }
}
