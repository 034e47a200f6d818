using System.Globalization;

namespace ContainerNet.Iptables.Matching;

/// <summary>Compares ports with what stands behind <c>--dport</c>, <c>--dports</c> and their like.</summary>
internal static class PortMatch
{
    /// <summary>Whether a port is in <c>A</c>, <c>A:B</c>, <c>:B</c> or <c>A:</c>.</summary>
    public static Answer IsIn(PortSpan port, string range)
    {
        var colon = range.IndexOf(':', StringComparison.Ordinal);
        var first = Read(colon < 0 ? range : range.AsSpan(0, colon), 0);
        var last = colon < 0 ? first : Read(range.AsSpan(colon + 1), 65535);
        return first is { } low && last is { } high ? port.IsIn(low, high) : Answer.Unknown;
    }

    /// <summary>Whether a port is in one of several ranges, as <c>-m multiport</c> lists them.</summary>
    public static Answer IsInAny(PortSpan port, string ranges)
    {
        var answer = Answer.No;
        foreach (var range in ranges.Split(',')) answer = answer.Or(IsIn(port, range));
        return answer;
    }

    private static int? Read(ReadOnlySpan<char> text, int otherwise) =>
        text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535 ? number
        : null;
}
