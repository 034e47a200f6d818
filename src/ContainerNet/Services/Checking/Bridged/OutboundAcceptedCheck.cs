using System.Net.Sockets;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The rules let out what the container sends, and let in the answers.</summary>
internal sealed class OutboundAcceptedCheck() : ContainerCheck("OutboundAccepted", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var uplink = host.Uplink(AddressFamily.InterNetwork);
        foreach (var end in container.Outbound.Where(static end => end.Address is not null))
        {
            var wanted = $"{end.Address}";
            if (!host.HasRules || uplink.Length == 0)
            {
                tally.Unknown(wanted, Reasons.OfRules(host));
                continue;
            }

            foreach (var isAnswer in new[] { false, true })
            {
                var result = host.Probe.FromAddress(end.Address!, end.Bridge, uplink, isAnswer);
                if (result.IsUnknown) tally.Unknown(wanted, result.DecidedBy);
                else tally.Judge(result.Passes, wanted, result.Passes ? $"{end.Bridge} -> {uplink}" : result.DecidedBy, Fixes(host, end, result, isAnswer));
            }
        }
    }

    private static IEnumerable<string> Fixes(CheckedHost host, CheckedEnd end, ProbeResult result, bool isAnswer)
    {
        var rules = host.Rules.Of(AddressFamily.InterNetwork);
        if (!result.EndsByPolicy && RuleChanges.Delete(rules, result) is { } delete) return [delete];
        return [Commands.Iptables(rules, "filter", "-A", "FORWARD", isAnswer ? $"-o {end.Bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT" : $"-i {end.Bridge} ! -o {end.Bridge} -j ACCEPT")];
    }
}
