using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Checking.Host;

/// <summary>No rule of this module is left of a container that is gone, or that has ended.</summary>
internal sealed class OrphanRulesCheck() : HostCheck("OrphanRules")
{
    public override void Judge(CheckedHost host, Tally tally)
    {
        if (!host.Snapshot.HasFirewall)
        {
            tally.Unknown("", Reasons.OfRules(host));
            return;
        }

        tally.Pass("");
        foreach (var (rule, owner) in host.Rules.Own.Where(one => IsOrphan(host, one.Owner)))
            tally.Fail("", $"{rule.Chain} {owner.ContainerId[..12]} {owner.Purpose} {owner.Port}".TrimEnd(), Commands.Repair);
    }

    // Who may get to a port is said as long as the container exists: it may be started again.
    private static bool IsOrphan(CheckedHost host, RuleOwner owner) =>
        !host.ById.TryGetValue(owner.ContainerId, out var container) || (container.ProcessId == 0 && !RulePurpose.IsAccess(owner.Purpose));
}
