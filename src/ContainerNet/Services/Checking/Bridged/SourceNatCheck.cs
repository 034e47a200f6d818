using System.Net.Sockets;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>What the container sends out of the host gets an address of the host.</summary>
internal sealed class SourceNatCheck() : ContainerCheck("SourceNat", ContainerMode.Bridged)
{
    private const string Masquerading = "com.docker.network.bridge.enable_ip_masquerade";
    private const string GatewayMode = "com.docker.network.bridge.gateway_mode_ipv4";

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var uplink = host.Uplink(AddressFamily.InterNetwork);
        foreach (var end in container.Outbound.Where(static end => end.Address is not null && IsPromised(end.Network!)))
        {
            var wanted = $"{end.Address}";
            if (!host.HasRules || uplink.Length == 0)
            {
                tally.Unknown(wanted, Reasons.OfRules(host));
                continue;
            }

            var result = host.Probe.Leaving(end.Address!, end.Bridge, uplink);
            if (result.IsUnknown) tally.Unknown(wanted, result.DecidedBy);
            else tally.Judge(result.Passes && !result.Packet.Source.Equals(end.Address), wanted, result.Passes ? $"{end.Address} -> {result.Packet.Source}" : result.DecidedBy, Fixes(host, end));
        }
    }

    private static bool IsPromised(SnapshotNetwork network) =>
        network.Options.GetValueOrDefault(Masquerading) is not "false" && network.Options.GetValueOrDefault(GatewayMode) is not ("routed" or "isolated");

    private static IEnumerable<string> Fixes(CheckedHost host, CheckedEnd end)
    {
        var rules = host.Rules.Of(AddressFamily.InterNetwork);
        return end.Network!.Subnets.Where(subnet => !subnet.Contains(':', StringComparison.Ordinal))
            .Select(subnet => Commands.Iptables(rules, "nat", "-I", "POSTROUTING", $"-s {subnet} ! -o {end.Bridge} -j MASQUERADE"));
    }
}
