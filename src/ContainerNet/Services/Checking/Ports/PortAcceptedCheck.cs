namespace ContainerNet.Services.Checking.Ports;

/// <summary>A rule lets through what each published port leads to the container.</summary>
internal sealed class PortAcceptedCheck() : ContainerCheck("PortAccepted", ContainerMode.Bridged, ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var one in PortCase.Of(host, container))
        {
            if (!host.HasRules)
            {
                tally.Unknown($"{one}", Reasons.OfRules(host));
                continue;
            }

            var result = host.Probe.ThroughPort(one.Port, one.To, one.Address, one.Uplink, one.End.Bridge);
            if (result.IsUnknown) tally.Unknown($"{one}", result.DecidedBy);
            else tally.Judge(result.Passes || IsElsewhere(host, one, result), $"{one}", result.Passes ? $"{one}" : result.DecidedBy, Fixes(one));
        }
    }

    // Where the rule stands, it is for others to say why packets do not get to it: another rule decides before, or no jump leads there.
    private static bool IsElsewhere(CheckedHost host, PortCase one, ProbeResult result)
    {
        var rules = host.Rules.Accepts(one.Port, one.Address).ToArray();
        return rules.Length > 0 && (!result.EndsByPolicy || !Array.Exists(rules, rule => host.Rules.IsLed(rule.Set, "filter", "FORWARD", rule.Rule.Chain)));
    }

    private static IEnumerable<string> Fixes(PortCase one)
    {
        if (one.IsOurs) return [Commands.Repair];
        var (filter, bridge) = (one.Rules.Rules.Table("filter"), one.End.Bridge);
        if (!filter.HasChain("DOCKER")) return [Commands.RestartEngine];

        // First: engines since 28 end that chain with a rule that drops.
        var rule = Commands.Iptables(one.Rules, "filter", "-I", "DOCKER", $"-d {one.Address} ! -i {bridge} -o {bridge} -p {one.Port.Protocol} --dport {one.Port.ContainerPort} -j ACCEPT");
        return filter.Rules.Any(static rule => rule.Target == "DOCKER") ? [rule] : [rule, Commands.Iptables(one.Rules, "filter", "-A", "FORWARD", $"-o {bridge} -j DOCKER")];
    }
}
