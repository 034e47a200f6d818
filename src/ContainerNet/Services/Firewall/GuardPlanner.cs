using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>Plans the guard's changes in one family: pure.</summary>
internal static class GuardPlanner
{
    /// <summary>The changes that leave exactly the target's rules for its container, and none for containers that are gone.</summary>
    /// <param name="current">The rules there are.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="target">The container to guard; null to only sweep.</param>
    /// <param name="isGone">Whether a container id's rules are to go.</param>
    public static RestoreScript Plan(RuleSet current, AddressFamily family, GuardTarget? target, Func<string, bool> isGone)
    {
        var script = new RestoreScript();
        bool IsReplaced(string id) => id == target?.ContainerId || isGone(id);

        List<Rule> guards = target is null ? [] : GuardRules.ForAddresses(target, family);
        ChainPlanner.Plan(script, current, GuardRules.Guard(current), guards, IsReplaced);

        // The kernel itself drops a frame to ::1 that comes from outside: no IPv6 twin of this one is needed.
        List<Rule> loopback = family == AddressFamily.InterNetwork && target is { LoopbackPublished: true }
            ? [GuardRules.ForLoopback(target.ContainerId)]
            : [];
        ChainPlanner.Plan(script, current, GuardRules.Access(), loopback, IsReplaced);
        return script;
    }

    /// <summary>The ids of all containers that own a rule in the guard's chains.</summary>
    public static HashSet<string> Owners(RuleSet current) =>
        RulesOf(current).Select(OwnerComment.ContainerOf).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Every rule in the guard's chains.</summary>
    public static IEnumerable<Rule> RulesOf(RuleSet current) =>
        current.Table("filter").RulesOf(GuardRules.GuardChain).Concat(current.Table("mangle").RulesOf(GuardRules.AccessChain));
}
