namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Tells what a rule is for, by its table, its target, what it asks for and where packets come to it from. Pure.</summary>
internal static class RulePurposes
{
    public static RulePurpose Of(RuleFacts rule, RuleSubject subject, RuleOwner owner, string[] hooks, FirewallInventory inventory)
    {
        if (rule.Jumps.Length > 0) return RulePurpose.Jump;
        return rule.Target switch
        {
            "DNAT" or "REDIRECT" => RulePurpose.Publish,
            "MASQUERADE" or "SNAT" => IsHairpin(rule, inventory) ? RulePurpose.Hairpin : RulePurpose.Masquerade,

            // What is marked here, a rule in POSTROUTING masquerades: CNI's and netavark's way to the container's own port.
            "MARK" when rule.Table == "nat" || rule.Table.EndsWith(" netavark", StringComparison.Ordinal) => RulePurpose.Hairpin,
            "ACCEPT" or "RETURN" when owner == RuleOwner.ContainerNet && rule.Table == "mangle" => RulePurpose.Access,
            // In nat it only ends the search for a translation.
            "ACCEPT" when !subject.IsNobody && rule.Table != "nat" && !hooks.Contains("POSTROUTING") => RulePurpose.Accept,
            "DROP" or "REJECT" => OfDrop(rule, subject, owner, hooks),
            _ => RulePurpose.Other,
        };
    }

    private static RulePurpose OfDrop(RuleFacts rule, RuleSubject subject, RuleOwner owner, string[] hooks)
    {
        if (owner == RuleOwner.ContainerNet) return rule.Table == "mangle" ? RulePurpose.Access : RulePurpose.Guard;
        if (subject.IsNobody) return RulePurpose.Other;
        if (owner == RuleOwner.Other) return RulePurpose.Access;

        // Before routing, or towards a bridge from everywhere else; the last word of a network's own chain is the same.
        var fromElsewhere = rule.In is { Negated: true } && rule.Out.Wanted == rule.In.Text;
        return hooks is ["PREROUTING"] || fromElsewhere || rule.IsUnconditional ? RulePurpose.DirectAccessDrop : RulePurpose.Isolation;
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
