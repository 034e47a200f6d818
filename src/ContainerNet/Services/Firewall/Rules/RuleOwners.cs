namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Tells who made a rule: by the names of chains and tables, by this module's comments, and by what an engine writes into the built-in chains. Pure.</summary>
internal static class RuleOwners
{
    // What stands there is the administrator's, but for the RETURN that engines before 28.2 end it with.
    private const string UsersChain = "DOCKER-USER";

    private static readonly string[] s_engineTables = ["ip docker-bridges", "ip6 docker-bridges", "inet netavark"];

    public static FirewallRuleOwner Of(RuleFacts rule, RuleSubject subject, FirewallInventory inventory)
    {
        if (rule.Comment.StartsWith("containernet:", StringComparison.Ordinal) || IsOurs(rule.Chain) || IsOurs(rule.Target)) return FirewallRuleOwner.ContainerNet;
        if (IsCni(rule.Chain) || IsCni(rule.Target)) return FirewallRuleOwner.Cni;
        if (s_engineTables.Contains(rule.Table)) return FirewallRuleOwner.Engine;
        if (rule.Chain == UsersChain) return rule is { IsUnconditional: true, Target: "RETURN", Comment: "" } ? FirewallRuleOwner.Engine : FirewallRuleOwner.Other;
        if (IsEngines(rule.Chain) || IsEngines(rule.Target) || rule.Set.StartsWith("docker-", StringComparison.Ordinal)) return FirewallRuleOwner.Engine;
        return IsLikeEngines(rule, subject, inventory) ? FirewallRuleOwner.Engine : FirewallRuleOwner.Other;
    }

    private static bool IsOurs(string chain) => chain.StartsWith("CONTAINERNET", StringComparison.Ordinal);

    private static bool IsCni(string chain) => chain.StartsWith("CNI-", StringComparison.Ordinal);

    private static bool IsEngines(string chain) =>
        chain.StartsWith("DOCKER", StringComparison.Ordinal) || chain.StartsWith("NETAVARK", StringComparison.Ordinal);

    // In FORWARD, POSTROUTING and raw PREROUTING an engine's rules have no chain of their own; all they name are its bridges and addresses.
    private static bool IsLikeEngines(RuleFacts rule, RuleSubject subject, FirewallInventory inventory) =>
        rule is { IsUncommon: false, Target: "ACCEPT" or "DROP" or "MASQUERADE" } && !subject.IsNobody
        && rule is { Chain: "FORWARD" or "POSTROUTING" } or { Chain: "PREROUTING", Table: "raw" }
        && IsKnown(rule.In.Text, inventory) && IsKnown(rule.Out.Text, inventory)
        && IsAddress(rule.Source.Text, inventory) && IsAddress(rule.Destination.Text, inventory);

    private static bool IsKnown(string? name, FirewallInventory inventory) => name is null or "lo" || inventory.ByBridge(name) is not null;

    private static bool IsAddress(string? text, FirewallInventory inventory) =>
        text is null || text.StartsWith("127.", StringComparison.Ordinal) || inventory.ByAddress(text) is not null || inventory.BySubnet(text) is not null;
}
