using System.Globalization;
using ContainerNet.Linux.Netlink;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Services.Namespaces;

/// <summary>Makes the module's rules of policy routing of what the kernel told. Pure.</summary>
internal static class RoutingRuleBuilder
{
    private const uint WholeMark = uint.MaxValue;
    private const byte ByKernel = 2;

    /// <exception cref="Linux.KernelException">An address that is none.</exception>
    public static SnapshotRoutingRule Build(RuleMessage rule)
    {
        var isInverted = (rule.Flags & FIB_RULE_INVERT) != 0;
        string[] conditions = [.. Conditions(rule)];
        return new SnapshotRoutingRule
        {
            Family = rule.Family == RouteBuilder.AF_INET6 ? "inet6" : "inet",
            Priority = rule.Priority,
            Table = rule.Table == 0 ? "" : RouteNames.Table(rule.Table),
            IsConditional = isInverted || From(rule) is not null || conditions.Length > 0 || rule.HasOther || rule.SuppressedPrefixLength >= 0 || rule.Action != FR_ACT_TO_TBL,
            Text = string.Join(' ', [isInverted ? "not from" : "from", From(rule) ?? "all", .. conditions, .. Action(rule)]),
        };
    }

    private static string? From(RuleMessage rule) => RouteBuilder.Prefix(rule.Source, rule.SourceLength, rule.Family);

    // In the order of ip(8); where a packet comes from is told before.
    private static IEnumerable<string> Conditions(RuleMessage rule)
    {
        if (RouteBuilder.Prefix(rule.Destination, rule.DestinationLength, rule.Family) is { } to) yield return $"to {to}";
        if (rule.TypeOfService != 0) yield return Text($"tos 0x{rule.TypeOfService:x2}");
        if (rule.Mark != 0 || rule.MarkMask is not (0 or WholeMark))
            yield return rule.MarkMask is 0 or WholeMark ? Text($"fwmark 0x{rule.Mark:x}") : Text($"fwmark 0x{rule.Mark:x}/0x{rule.MarkMask:x}");
        if (rule.InputInterface.Length > 0) yield return $"iif {rule.InputInterface}";
        if (rule.OutputInterface.Length > 0) yield return $"oif {rule.OutputInterface}";
    }

    private static IEnumerable<string> Action(RuleMessage rule)
    {
        if (rule.Table != 0) yield return $"lookup {RouteNames.Table(rule.Table)}";
        if (rule.SuppressedPrefixLength >= 0) yield return Text($"suppress_prefixlength {rule.SuppressedPrefixLength}");
        if (rule.Action != FR_ACT_TO_TBL) yield return ActionName(rule.Action);
        if (rule.Protocol is not (0 or ByKernel)) yield return $"proto {RouteNames.Protocol(rule.Protocol)}";
        if (rule.HasOther) yield return "...";
    }

    // FR_ACT_*, of which those that end are numbered as the types of routes that do the same.
    private static string ActionName(byte action) => action switch { 2 => "goto", 3 => "nop", _ => RouteNames.Type(action) };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
