using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The rules that are to stand, of one container or of many, and which others are to go.</summary>
/// <param name="IPv4">Rules of IPv4 that are to stand.</param>
/// <param name="IPv6">Rules of IPv6 that are to stand.</param>
/// <param name="IsReplaced">Whether another rule of a container is to go.</param>
internal sealed record FirewallWish(IReadOnlyList<Rule> IPv4, IReadOnlyList<Rule> IPv6, Func<Rule, RuleOwner, bool> IsReplaced)
{
    public IReadOnlyList<Rule> RulesOf(AddressFamily family) => family == AddressFamily.InterNetwork ? IPv4 : IPv6;
}
