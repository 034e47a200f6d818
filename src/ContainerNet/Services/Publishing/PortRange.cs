using System.Globalization;

namespace ContainerNet.Services.Publishing;

/// <summary>A port, or a range of ports, both ends included.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    public int Count => Last - First + 1;

    public IEnumerable<int> Ports => Enumerable.Range(First, Count);

    public static PortRange One(int port) => new(port, port);

    /// <summary>Whether a port is in both.</summary>
    public bool Overlaps(PortRange other) => First <= other.Last && other.First <= Last;

    /// <summary>The words of iptables' <c>--dport</c>.</summary>
    public string Match => Count == 1 ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}:{Last}");

    /// <inheritdoc/>
    public override string ToString() =>
        Count == 1 ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>Reads <c>80</c> or <c>80-90</c>; null where it is neither, a number is above 65535, or the end stands before the start.</summary>
    public static PortRange? Parse(string text)
    {
        var split = text.IndexOf('-', StringComparison.Ordinal);
        if (!TryPort(split < 0 ? text : text[..split], out var first)) return null;
        if (split < 0) return One(first);
        return TryPort(text[(split + 1)..], out var last) && last >= first ? new PortRange(first, last) : null;
    }

    /// <summary>Cuts <c>80-90/udp</c> into ports and protocol, tcp where there is none, in lower case.</summary>
    public static (string Port, string Protocol) SplitProtocol(string text)
    {
        var split = text.IndexOf('/', StringComparison.Ordinal);
        var protocol = split < 0 ? "" : text[(split + 1)..].ToLowerInvariant();
        return (split < 0 ? text : text[..split], protocol.Length == 0 ? "tcp" : protocol);
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
