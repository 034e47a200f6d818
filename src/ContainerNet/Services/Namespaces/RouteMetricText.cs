using System.Globalization;
using ContainerNet.Linux.Netlink;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Services.Namespaces;

/// <summary>Writes the metrics of a route (RTAX_*) as ip(8) does. Pure.</summary>
internal static class RouteMetricText
{
    // RTAX_FEATURE_ECN of linux/rtnetlink.h.
    private const uint Ecn = 1;

    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    public static string[] Print(RouteMessage route)
    {
        var locked = route.Metrics.FirstOrDefault(static one => one.Metric == RTAX_LOCK).Value;
        return [.. route.Metrics.Where(static one => one.Metric > RTAX_LOCK && !IsDefault(one)).OrderBy(static one => one.Metric).Select(one => Print(one, locked))];
    }

    private static bool IsDefault((int Metric, uint Value, string Text) one) => one is { Metric: RTAX_HOPLIMIT, Value: uint.MaxValue };

    private static string Print((int Metric, uint Value, string Text) one, uint locked)
    {
        var name = one.Metric < RouteNames.Metrics.Length ? RouteNames.Metrics[one.Metric] : string.Create(s_plain, $"metric {one.Metric}");
        var mark = one.Metric < 32 && (locked & (1u << one.Metric)) != 0 ? " lock" : "";
        return $"{name}{mark} {Value(one)}";
    }

    // The kernel keeps the round trip time in eighths and its variance in quarters of a millisecond.
    private static string Value((int Metric, uint Value, string Text) one) => one.Metric switch
    {
        RTAX_CC_ALGO => one.Text,
        RTAX_FEATURES => one.Value == Ecn ? "ecn" : string.Create(s_plain, $"0x{one.Value:x}"),
        RTAX_RTT => Milliseconds(one.Value / 8),
        RTAX_RTTVAR => Milliseconds(one.Value / 4),
        RTAX_RTO_MIN => Milliseconds(one.Value),
        _ => one.Value.ToString(s_plain),
    };

    private static string Milliseconds(uint value) =>
        value >= 1000 ? string.Create(s_plain, $"{value / 1000.0:G6}s") : string.Create(s_plain, $"{value}ms");
}
