using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>The guard as one reading of the firewall shows it; every question to it is answered without another.</summary>
internal sealed class GuardReading
{
    private readonly ILookup<string, Rule> _rules;
    private readonly bool _reachedIPv4;
    private readonly bool _reachedIPv6;
    private readonly bool _reachedAccess;

    public GuardReading(RuleSet ipv4, RuleSet? ipv6)
    {
        Ports = OwnPorts.Read(ipv4, ipv6);
        RuleSet[] sets = ipv6 is null ? [ipv4] : [ipv4, ipv6];
        _rules = sets
            .SelectMany(OwnedChains.RulesOf)
            .ToLookup(rule => OwnerComment.ContainerOf(rule) ?? "", StringComparer.Ordinal);
        _reachedIPv4 = JumpPlanner.IsReached(ipv4.Table("filter"), OwnedChains.Guard, "FORWARD");
        _reachedIPv6 = ipv6 is not null && JumpPlanner.IsReached(ipv6.Table("filter"), OwnedChains.Guard, "FORWARD");
        _reachedAccess = JumpPlanner.IsReached(ipv4.Table("mangle"), OwnedChains.Access, "PREROUTING");
    }

    /// <summary>The ports this module has published, and who may get to which.</summary>
    public OwnPorts Ports { get; }

    /// <summary>Whether every rule the container needs stands, and packets get to it.</summary>
    public bool Stands(GuardTarget target) =>
        target.Addresses.Length > 0
        && Stands(target, AddressFamily.InterNetwork, _reachedIPv4)
        && Stands(target, AddressFamily.InterNetworkV6, _reachedIPv6)
        && (!target.LoopbackPublished || (_reachedAccess && IsThere(target.ContainerId, GuardRules.ForLoopback(target.ContainerId))));

    private bool Stands(GuardTarget target, AddressFamily family, bool reached)
    {
        var rules = GuardRules.ForAddresses(target, family);
        return rules.Count == 0 || (reached && rules.TrueForAll(rule => IsThere(target.ContainerId, rule)));
    }

    private bool IsThere(string containerId, Rule rule) => _rules[containerId].Any(rule.SameAs);
}
