using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The guard's chains and rules in iptables' words.</summary>
internal static class GuardRules
{
    public const string GuardChain = "CONTAINERNET-GUARD";
    public const string AccessChain = "CONTAINERNET-ACCESS";

    private const string EngineUserChain = "DOCKER-USER";

    /// <summary>
    /// The filter chain with one drop per address, for a rule set as it is: the jump hangs where the engine leaves room for users.
    /// </summary>
    public static OwnedChain Guard(RuleSet current)
    {
        // Engines before 27 leave ip6tables alone: no DOCKER-USER there. Nor is it of use where FORWARD does not lead to it.
        var leads = current.Table("filter").RulesOf("FORWARD").Any(rule => rule.Target == EngineUserChain);
        var (chain, place) = leads ? (EngineUserChain, JumpPlace.LastReached) : ("FORWARD", JumpPlace.First);
        return new OwnedChain("filter", GuardChain, null, Jump(chain, "", GuardChain), place);
    }

    /// <summary>
    /// The mangle chain that stands before every DNAT. Neighbours could otherwise send frames to 127.0.0.1 and so reach what is published
    /// there (moby#41872); the host itself, on lo, is always let in.
    /// </summary>
    public static OwnedChain Access() =>
        new("mangle", AccessChain,
            new Rule(AccessChain, $"-i lo {Comment(OwnerComment.For("host"))} -j RETURN"),
            Jump("PREROUTING", "-m addrtype --dst-type LOCAL ", AccessChain),
            JumpPlace.Anywhere);

    /// <summary>The guard rules of a container in one family.</summary>
    public static List<Rule> ForAddresses(GuardTarget target, AddressFamily family) =>
        target.Parsed()
            .Where(item => item.Address.AddressFamily == family)
            .Select(item => ForAddress(target.ContainerId, item.Address, item.Bridge))
            .ToList();

    /// <summary>The rule that keeps neighbours away from 127.0.0.0/8 on behalf of one container.</summary>
    public static Rule ForLoopback(string containerId) =>
        new(AccessChain, $"-d 127.0.0.0/8 {Comment(OwnerComment.For(containerId, "loopback"))} -j DROP");

    // One rule per address, not per bridge: containers that are not ours, and users routed to them, keep what they have.
    // DNAT in the list lets published ports through; UNTRACKED and INVALID are not in it, and so are dropped.
    private static Rule ForAddress(string containerId, IPAddress address, string bridge) =>
        new(GuardChain,
            $"-d {address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)} ! -i {bridge} -o {bridge} " +
            $"-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT {Comment(OwnerComment.For(containerId, "guard"))} -j DROP");

    private static Rule Jump(string chain, string matches, string target) =>
        new(chain, $"{matches}{Comment(OwnerComment.For("jump"))} -j {target}");

    private static string Comment(string text) => $"-m comment --comment {RuleText.Quote(text)}";
}
