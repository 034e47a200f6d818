namespace ContainerNet.Services.Firewall.Rules;

/// <summary>The host ports that DNAT rules lead to containers: what decides about such a port before DNAT is about the container too. Pure.</summary>
internal sealed class PublishedRules
{
    private readonly Dictionary<(string Protocol, string Port), List<(string? HostAddress, string[] Containers)>> _ports = [];

    public PublishedRules(IReadOnlyList<RuleFacts> rules, RuleSubject[] subjects)
    {
        for (var i = 0; i < subjects.Length; i++)
        {
            var rule = rules[i];
            if (rule.Target != "DNAT" || rule.Port.Length == 0 || !subjects[i].HasContainer) continue;
            if (!_ports.TryGetValue((rule.Protocol, rule.Port), out var list)) _ports[(rule.Protocol, rule.Port)] = list = [];
            list.Add((rule.Destination.Wanted, subjects[i].Containers));
        }
    }

    /// <summary>The containers behind the host port a rule asks for; none where it asks for none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="hooks">Where packets come to it from: behind PREROUTING the destination port is the container's.</param>
    public string[] ContainersOf(RuleFacts rule, string[] hooks)
    {
        var port = rule.OriginalPort.Length > 0 ? rule.OriginalPort : hooks is ["PREROUTING"] ? rule.Port : "";
        if (port.Length == 0 || !_ports.TryGetValue((rule.Protocol, port), out var published)) return [];
        var asked = rule.OriginalPort.Length > 0 ? null : rule.Destination.Wanted;
        return [.. published.Where(one => asked is null || one.HostAddress is null || one.HostAddress == asked).SelectMany(static one => one.Containers).Distinct()];
    }
}
