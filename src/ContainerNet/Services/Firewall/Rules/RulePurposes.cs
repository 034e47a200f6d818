namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Tells what a rule is for, by its table, its target, what it asks for and where packets come to it from. Pure.</summary>
internal static class RulePurposes
{
    public static FirewallRulePurpose Of(RuleFacts rule, RuleSubject subject, FirewallRuleOwner owner, string[] hooks, FirewallInventory inventory)
    {
        if (rule.Jumps.Length > 0) return FirewallRulePurpose.Jump;
        return rule.Target switch
        {
            "DNAT" or "REDIRECT" => FirewallRulePurpose.Publish,
            "MASQUERADE" or "SNAT" => IsHairpin(rule, inventory) ? FirewallRulePurpose.Hairpin : FirewallRulePurpose.Masquerade,

            // What is marked here, a rule in POSTROUTING masquerades: CNI's and netavark's way to the container's own port.
            "MARK" when rule.Table == "nat" || rule.Table.EndsWith(" netavark", StringComparison.Ordinal) => FirewallRulePurpose.Hairpin,
            "ACCEPT" or "RETURN" when owner == FirewallRuleOwner.ContainerNet && rule.Table == "mangle" => FirewallRulePurpose.Access,
            // In nat it only ends the search for a translation.
            "ACCEPT" when !subject.IsNobody && rule.Table != "nat" && !hooks.Contains("POSTROUTING") => FirewallRulePurpose.Accept,
            "DROP" or "REJECT" => OfDrop(rule, subject, owner, hooks),
            _ => FirewallRulePurpose.Other,
        };
    }

    private static FirewallRulePurpose OfDrop(RuleFacts rule, RuleSubject subject, FirewallRuleOwner owner, string[] hooks)
    {
        if (owner == FirewallRuleOwner.ContainerNet) return rule.Table == "mangle" ? FirewallRulePurpose.Access : FirewallRulePurpose.Guard;
        if (subject.IsNobody) return FirewallRulePurpose.Other;
        if (owner == FirewallRuleOwner.Other) return FirewallRulePurpose.Access;

        // Before routing, or towards a bridge from everywhere else; the last word of a network's own chain is the same.
        var fromElsewhere = rule.In is { Negated: true } && rule.Out.Wanted == rule.In.Text;
        return hooks is ["PREROUTING"] || fromElsewhere || rule.IsUnconditional ? FirewallRulePurpose.DirectAccessDrop : FirewallRulePurpose.Isolation;
    }

    // From a container's own address or subnet to it; or, where that was marked before, by the mark.
    private static bool IsHairpin(RuleFacts rule, FirewallInventory inventory)
    {
        if (rule.AsksForMark) return true;
        if (rule.Source.Wanted is not { } source || rule.Destination.Wanted is not { } destination) return false;
        return source == destination
            || (inventory.BySubnet(source) is { } network && inventory.ByAddress(destination) is { } holder && holder.Network == network.Name);
    }
}
