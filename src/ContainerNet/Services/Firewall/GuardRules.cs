using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The guard's rules in iptables' words.</summary>
internal static class GuardRules
{
    /// <summary>What leaves exactly the target's rules for its container.</summary>
    /// <param name="target">The container.</param>
    /// <param name="isStale">Whether a rule of another container is to go.</param>
    public static FirewallWish Wish(GuardTarget target, Func<Rule, RuleOwner, bool> isStale)
    {
        // The kernel itself drops a frame to ::1 that comes from outside: no IPv6 twin of the loopback rule is needed.
        Rule[] loopback = target.LoopbackPublished ? [ForLoopback(target.ContainerId)] : [];
        return new FirewallWish(
            [.. ForAddresses(target, AddressFamily.InterNetwork), .. loopback],
            ForAddresses(target, AddressFamily.InterNetworkV6),
            (rule, owner) => (owner.ContainerId == target.ContainerId && owner.Purpose is RulePurpose.Guard or RulePurpose.Loopback) || isStale(rule, owner));
    }

    /// <summary>The guard rules of a container in one family.</summary>
    public static List<Rule> ForAddresses(GuardTarget target, AddressFamily family) =>
        target.Parsed()
            .Where(item => item.Address.AddressFamily == family)
            .Select(item => ForAddress(target.ContainerId, item.Address, item.Bridge))
            .ToList();

    /// <summary>
    /// The rule that keeps neighbours away from 127.0.0.0/8 on behalf of one container: they could send frames there and so reach what is
    /// published there (moby#41872).
    /// </summary>
    public static Rule ForLoopback(string containerId) =>
        new(OwnedChains.Access, $"-d 127.0.0.0/8 {OwnerComment.Words(OwnerComment.For(containerId, RulePurpose.Loopback))} -j DROP");

    // One rule per address, not per bridge: containers that are not ours, and users routed to them, keep what they have.
    // DNAT in the list lets published ports through; UNTRACKED and INVALID are not in it, and so are dropped.
    private static Rule ForAddress(string containerId, IPAddress address, string bridge) =>
        new(OwnedChains.Guard,
            $"-d {Cidr.Of(address)} ! -i {bridge} -o {bridge} " +
            $"-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT {OwnerComment.Words(OwnerComment.For(containerId, RulePurpose.Guard))} -j DROP");
}
