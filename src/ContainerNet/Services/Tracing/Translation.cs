using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Native.Matching;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Tracing;

/// <summary>Where a rule of the nat table leads a flow, or where it seems to come from afterwards.</summary>
/// <param name="Address">The new address.</param>
/// <param name="Port">The new port; null where it stays as it is, or where the kernel chooses one.</param>
internal sealed record Translation(IPAddress Address, PortSpan? Port)
{
    /// <summary>The new destination; null where the text is not understood.</summary>
    /// <param name="rule">A rule with -j DNAT or -j REDIRECT.</param>
    /// <param name="packet">The packet it applies to.</param>
    /// <param name="own">The address a packet that is redirected gets: of the interface it came in by, or 127.0.0.1 for one of this host.</param>
    public static Translation? OfDestination(Rule rule, Packet packet, Func<IPAddress?> own)
    {
        if (rule.Target == "REDIRECT")
            return own() is { } address ? new Translation(address, PortRange.Parse(rule.Find("--to-ports")?.Value ?? "") is { } ports ? PortOf(ports, null, packet) : null) : null;
        return rule.Find("--to-destination") is { } option ? Parse(option.Value, packet) : null;
    }

    /// <summary>The new source; null where the text is not understood. The port may be another, which nobody can tell before.</summary>
    /// <param name="rule">A rule with -j SNAT.</param>
    /// <param name="packet">The packet it applies to.</param>
    public static Translation? OfSource(Rule rule, Packet packet) =>
        rule.Find("--to-source") is { } option ? Parse(option.Value, packet) : null;

    /// <summary>What a rule of nftables translates to; null where that is not a single address.</summary>
    /// <param name="rule">A rule with dnat, snat or redirect.</param>
    /// <param name="address">The address where the rule names none.</param>
    public static Translation? Of(WalkedNftRule rule, IPAddress address)
    {
        if (Nft.Member(rule.To, "addr") is { } named && !IPAddress.TryParse(Nft.Text(named), out address!)) return null;
        if (Nft.Member(rule.To, "port") is not { } port) return new Translation(address, null);
        return NftValues.Ports(port) is var (first, last) ? new Translation(address, new PortSpan(first, last)) : null;
    }

    private static Translation? Parse(string text, Packet packet) =>
        DnatDestination.Parse(text) is { } to ? new Translation(to.Address, to.Ports is { } ports ? PortOf(ports, to.Start, packet) : null) : null;

    // Where a range moves, its ports are shifted; of one that does not the kernel takes any that is free.
    private static PortSpan PortOf(PortRange ports, int? start, Packet packet) =>
        start is { } first && packet.DestinationPort.IsKnown ? PortSpan.Of(ports.First + packet.DestinationPort.First - first) : new PortSpan(ports.First, ports.Last);
}
