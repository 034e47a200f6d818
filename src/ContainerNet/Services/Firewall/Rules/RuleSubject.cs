namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Whom a rule is about.</summary>
/// <param name="Containers">The ids of its containers, the one it belongs to first.</param>
/// <param name="Networks">The names of its networks, the one it is most about first.</param>
internal sealed record RuleSubject(string[] Containers, string[] Networks)
{
    public static RuleSubject Nobody { get; } = new([], []);

    public bool HasContainer => Containers.Length > 0;

    public bool IsNobody => Containers.Length == 0 && Networks.Length == 0;

    /// <summary>What the rule itself names: a comment's id, the address it leads to, addresses, bridges, subnets.</summary>
    public static RuleSubject Of(RuleFacts rule, FirewallInventory inventory)
    {
        var (containers, networks) = (new List<string>(), new List<string>());

        // The comment first: an address may meanwhile be another's.
        Add(containers, rule.Comment.Length > 0 ? inventory.IdIn(rule.Comment) : null);
        Add(networks, inventory.ByBridge(rule.Out.Wanted)?.Name);
        Add(networks, inventory.ByBridge(rule.In.Wanted)?.Name);
        foreach (var address in new[] { rule.Translation, rule.Destination.Wanted, rule.Source.Wanted })
        {
            if (inventory.ByAddress(address) is not { } holder) continue;
            Add(containers, holder.ContainerId);
            Add(networks, holder.Network);
        }

        Add(networks, inventory.BySubnet(rule.Source.Text)?.Name);
        Add(networks, inventory.BySubnet(rule.Destination.Text)?.Name);
        Add(networks, inventory.ByBridge(rule.Out.Text)?.Name);
        Add(networks, inventory.ByBridge(rule.In.Text)?.Name);
        return containers.Count + networks.Count == 0 ? Nobody : new RuleSubject([.. containers], [.. networks]);
    }

    private static void Add(List<string> list, string? item)
    {
        if (item is not null && !list.Contains(item)) list.Add(item);
    }
}
