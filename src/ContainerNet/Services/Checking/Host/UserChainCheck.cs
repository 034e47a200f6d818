using System.Net.Sockets;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Checking.Host;

/// <summary>DOCKER-USER, or FORWARD where the engine has none, leads to the chains of this module.</summary>
internal sealed class UserChainCheck() : HostCheck("UserChain")
{
    public override void Judge(CheckedHost host, Tally tally)
    {
        if (!host.HasRules)
        {
            tally.Unknown("", Reasons.OfRules(host));
            return;
        }

        tally.Pass("");
        foreach (var rules in host.Rules.Sets)
        {
            var filter = rules.Rules.Table("filter");
            var family = rules.Family == "IPv4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            foreach (var chain in OwnedChains.InTable("filter", rules.Rules, family).Where(chain => filter.RulesOf(chain.Name).Count > 0 && JumpPlanner.JumpsTo(filter, chain.Name).Count == 0))
                tally.Fail("", $"{rules.Family} {chain.Jumps[0].Chain} -> {chain.Name}", Commands.Repair);
        }
    }
}
