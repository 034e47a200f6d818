using System.Globalization;

namespace ContainerNet.Iptables;

/// <summary>How many packets and bytes a rule or a chain's policy has met: <c>[3:180]</c> in iptables-save's words.</summary>
internal readonly record struct RuleCounters(ulong Packets, ulong Bytes)
{
    /// <summary>Reads <c>[packets:bytes]</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RuleCounters counters)
    {
        counters = default;
        if (text.Length < 5 || text[0] != '[' || text[^1] != ']') return false;
        var inner = text[1..^1];
        var colon = inner.IndexOf(':');
        if (colon < 0) return false;
        if (!ulong.TryParse(inner[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var packets)) return false;
        if (!ulong.TryParse(inner[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) return false;
        counters = new RuleCounters(packets, bytes);
        // As it is printed: TryParse takes leading zeros too, and null characters at the end.
        return IsPlain(inner[..colon]) && IsPlain(inner[(colon + 1)..]);
    }

    private static bool IsPlain(ReadOnlySpan<char> number) => (number.Length == 1 || number[0] != '0') && !number.ContainsAnyExceptInRange('0', '9');

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Packets}:{Bytes}]");
}
