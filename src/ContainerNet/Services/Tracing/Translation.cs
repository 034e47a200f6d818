using System.Globalization;
using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;

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
            return own() is { } address ? new Translation(address, rule.Find("--to-ports") is { } ports ? Ports(ports.Value, packet) : null) : null;
        return rule.Find("--to-destination") is { } option ? Parse(option.Value, packet) : null;
    }

    /// <summary>The new source; null where the text is not understood. The port may be another, which nobody can tell before.</summary>
    /// <param name="rule">A rule with -j SNAT.</param>
    /// <param name="packet">The packet it applies to.</param>
    public static Translation? OfSource(Rule rule, Packet packet) =>
        rule.Find("--to-source") is { } option ? Parse(option.Value, packet) : null;

    // ADDRESS[:PORT[-PORT[/BASE]]], an IPv6 address with a port in brackets.
    private static Translation? Parse(string text, Packet packet)
    {
        if (IPAddress.TryParse(text, out var alone) && !text.StartsWith('[')) return new Translation(alone, null);
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address)) return null;
        return Ports(text[(colon + 1)..], packet) is { } ports ? new Translation(address, ports) : null;
    }

    private static PortSpan? Ports(string text, Packet packet)
    {
        var parts = text.Split('/');
        var ends = parts[0].Split('-');
        if (Read(ends[0]) is not { } first || (ends.Length > 1 ? Read(ends[1]) : first) is not { } last) return null;
        if (first == last) return PortSpan.Of(first);

        // With a base the ports are shifted: A-B/BASE leads BASE to A, BASE+1 to A+1 ...; without one the kernel takes any that is free.
        if (parts.Length == 1) return new PortSpan(first, last);
        return Read(parts[1]) is { } start && packet.DestinationPort.IsKnown ? PortSpan.Of(first + packet.DestinationPort.First - start) : null;
    }

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : null;
}
