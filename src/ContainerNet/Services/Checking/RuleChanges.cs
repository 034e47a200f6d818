using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>Commands that take away what decided about a packet. Pure.</summary>
internal static class RuleChanges
{
    /// <summary>Takes away the rule it met last; null where it met none.</summary>
    public static string? Delete(TracedRules rules, ProbeResult result)
    {
        if (result.LastRule is not { } rule) return null;
        var start = $"-A {rule.Chain} ";
        return rule.Text.StartsWith(start, StringComparison.Ordinal) ? Commands.Iptables(rules, rule.Table, "-D", rule.Chain, rule.Text[start.Length..]) : null;
    }
}
