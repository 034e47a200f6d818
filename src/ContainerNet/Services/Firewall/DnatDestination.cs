using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// The value of <c>--to-destination</c>: <c>172.17.0.2:80</c>; without a port where the ports stay as they are; and <c>172.17.0.2:80-90/8000</c>
/// where a range moves, its port 8000 to 80 (NF_NAT_RANGE_PROTO_OFFSET, Linux 4.18).
/// </summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Ports">The ports there; null where they are those of the host.</param>
internal sealed record DnatDestination(IPAddress Address, PortRange? Ports)
{
    /// <summary>The host's port that leads to the first of the ports, where a range moves; null where none does.</summary>
    public int? Start { get; init; }

    /// <summary>The words for a range of the host's ports that leads to as many or to one. A plain range would have the kernel choose among its ports.</summary>
    public static string Print(IPAddress address, PortRange host, PortRange container)
    {
        if (container == host && host.Count > 1) return address.ToString();
        var text = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return container.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{text}:{container.First}")
            : string.Create(CultureInfo.InvariantCulture, $"{text}:{container.First}-{container.Last}/{host.First}");
    }

    /// <summary>Reads it; null where it is of another form.</summary>
    public static DnatDestination? Parse(string text)
    {
        var (address, ports) = text switch
        {
            ['[', ..] when text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end => (text[1..end], text[(end + 1)..].TrimStart(':')),
            _ when text.Count(static character => character == ':') == 1 => (text.Split(':')[0], text.Split(':')[1]),
            _ => (text, ""),
        };
        if (!IPAddress.TryParse(address, out var parsed)) return null;
        if (ports.Length == 0) return new DnatDestination(parsed, null);
        var parts = ports.Split('/');
        if (PortRange.Parse(parts[0]) is not { } range) return null;
        if (parts.Length == 1) return new DnatDestination(parsed, range);
        return PortRange.Parse(parts[1]) is { } start ? new DnatDestination(parsed, range) { Start = start.First } : null;
    }
}
