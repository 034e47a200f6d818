namespace ContainerNet.Services.Checking.Ports;

/// <summary>No earlier rule decides about the packets of a published port before the rules that are made for it.</summary>
internal sealed class PortNotShadowedCheck() : ContainerCheck("PortNotShadowed", ContainerMode.Bridged, ContainerMode.Joined)
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

            // Where no rule is made for it, none is shadowed.
            if (host.Rules.Translations(one.Port, one.Address).Any())
                Judge(tally, one, host.Probe.ToPort(one.Port, one.To, one.Uplink), result => result.Passes && (result.Packet.Destination.Equals(one.Address) || !IsTaken(result, one)));
            var stands = host.Rules.Accepts(one.Port, one.Address).Any();
            Judge(tally, one, host.Probe.ThroughPort(one.Port, one.To, one.Address, one.Uplink, one.End.Bridge),
                result => result.Passes || result.EndsByPolicy || (!stands && IsEngines(result)));
        }
    }

    private static void Judge(Tally tally, PortCase one, ProbeResult result, Func<ProbeResult, bool> isRight)
    {
        if (result.IsUnknown) tally.Unknown($"{one}", result.DecidedBy);
        else if (isRight(result)) tally.Pass($"{one}");
        else tally.Fail($"{one}", result.LastRule?.ToString() ?? result.DecidedBy, RuleChanges.Delete(one.Rules, result) is { } delete ? [delete] : [Commands.RestartEngine]);
    }

    // Led to somewhere else, or let by without being led anywhere.
    private static bool IsTaken(ProbeResult result, PortCase one) =>
        !result.Packet.Destination.Equals(one.To)
        || (result.LastRule is { Table: "nat" } rule && (rule.Text.EndsWith("-j ACCEPT", StringComparison.Ordinal) || rule.Text.Contains("-j REDIRECT", StringComparison.Ordinal)));

    // Engines since 28 end a network's chain with a rule that drops: that says that the rule before it is missing.
    private static bool IsEngines(ProbeResult result) => result.LastRule?.Chain.StartsWith("DOCKER", StringComparison.Ordinal) == true && result.LastRule.Chain != "DOCKER-USER";
}
