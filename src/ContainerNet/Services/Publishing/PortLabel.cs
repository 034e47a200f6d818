namespace ContainerNet.Services.Publishing;

/// <summary>What rules' comments call ports of the host: <c>8080/tcp</c>, <c>8000-8010/udp</c>, <c>192.0.2.1:53/udp</c>, <c>[2001:db8::1]:80/tcp</c>. Pure.</summary>
internal static class PortLabel
{
    public static string Print(string hostIP, PortRange ports, string protocol) => $"{AddressPart(hostIP)}{ports}/{protocol}";

    /// <summary>Reads it; null where it is of another form.</summary>
    public static PortAccess? Parse(string label)
    {
        var (ports, protocol) = PortRange.SplitProtocol(label);
        var end = ports.LastIndexOf(':');
        return PortRange.Parse(ports[(end + 1)..]) is { } range ? new PortAccess(end < 0 ? "" : ports[..end].Trim('[', ']'), range, protocol, []) : null;
    }

    /// <summary>An address of the host as it stands before a port; nothing for every address.</summary>
    public static string AddressPart(string hostIP) =>
        hostIP.Length == 0 ? "" : hostIP.Contains(':', StringComparison.Ordinal) ? $"[{hostIP}]:" : $"{hostIP}:";
}
