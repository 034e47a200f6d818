using ContainerNet.Resources;

namespace ContainerNet.Services.Publishing;

/// <summary>Which published ports are meant. Pure.</summary>
/// <param name="HostIP">The host's address; null for every one.</param>
/// <param name="HostPort">The port of the host; null for all.</param>
/// <param name="Protocol">tcp, udp or sctp; null for all.</param>
internal sealed record PortSelection(string? HostIP, int? HostPort, string? Protocol)
{
    /// <summary>Every port.</summary>
    public static PortSelection All { get; } = new(null, null, null);

    /// <summary>Whether a port is meant. What is published on every address of both families is one thing, by whichever it is named.</summary>
    public bool Means(string hostIP, int hostPort, string protocol) =>
        (HostPort is null || HostPort == hostPort) && (Protocol is null || Protocol == protocol)
        && (HostIP is null || HostIP == hostIP || (hostIP.Length == 0 && HostIP is "0.0.0.0" or "::"));

    /// <summary>Reads <c>8080</c>, <c>8000-8010</c> or <c>53/udp</c>; without a protocol every one is meant.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid; target is the text.</exception>
    public static IEnumerable<PortSelection> Parse(string text)
    {
        var (ports, protocol) = PortRange.SplitProtocol(text.Trim());
        if (PortRange.Parse(ports) is not { First: > 0 } range || protocol is not ("tcp" or "udp" or "sctp"))
            throw ContainerNetException.Create(ErrorId.PublishInvalid, text, text, Text.Format("Reason_PublishHostPort", ports));
        var given = text.Contains('/', StringComparison.Ordinal) ? protocol : null;
        return range.Ports.Select(port => new PortSelection(null, port, given));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        HostPort is null ? "*" : $"{(HostIP is null ? "" : PortLabel.AddressPart(HostIP))}{HostPort}{(Protocol is null ? "" : $"/{Protocol}")}";
}
