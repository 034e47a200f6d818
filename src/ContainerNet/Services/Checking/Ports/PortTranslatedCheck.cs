using System.Net;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>A rule leads each published port to the container's address.</summary>
internal sealed class PortTranslatedCheck() : ContainerCheck("PortTranslated", ContainerMode.Bridged, ContainerMode.Joined)
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

            var rules = host.Rules.Translations(one.Port, one.Address).ToArray();
            if (rules.Length == 0)
            {
                tally.Fail($"{one}", $"{one.Port.HostPort}/{one.Port.Protocol}: -", Fixes(host, one));
                continue;
            }

            // That another rule decides before, and that no jump leads there, is for others to say.
            tally.Pass($"{one}");
        }
    }

    private static IEnumerable<string> Fixes(CheckedHost host, PortCase one)
    {
        if (one.IsOurs) return [Commands.Repair];
        if (!one.Rules.Rules.Table("nat").HasChain("DOCKER")) return [Commands.RestartEngine];
        var six = one.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        var asked = IPAddress.TryParse(one.Port.HostIP, out var address) && !Tracing.Origins.IsOpen(address) ? $"-d {address} " : "";
        var to = six ? $"[{one.Address}]:{one.Port.ContainerPort}" : $"{one.Address}:{one.Port.ContainerPort}";
        return
        [
            Commands.Iptables(one.Rules, "nat", "-A", "DOCKER", $"{asked}! -i {one.End.Bridge} -p {one.Port.Protocol} --dport {one.Port.HostPort} -j DNAT --to-destination {to}"),
            .. Jumps.Missing(host, one.Rules, "nat", "DOCKER"),
        ];
    }
}
