using System.Globalization;
using System.Text;

namespace ContainerNet.Services.Namespaces;

/// <summary>Prints a route as <c>ip route show table all</c> of iproute2 6.1 does, but for the blanks at the end of its lines.</summary>
internal static class IpRouteFormat
{
    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    public static string Print(ContainerRoute route)
    {
        var text = new StringBuilder(128);
        if (route.Type != "unicast") text.Append(route.Type).Append(' ');
        text.Append(route.Destination);
        if (route.From.Length > 0) text.Append(" from ").Append(route.From);
        if (route.Encapsulation.Length > 0) text.Append(" encap ").Append(route.Encapsulation);
        if (route.TypeOfService != 0) text.Append(s_plain, $" tos 0x{route.TypeOfService:x2}");
        if (route.NextHopId != 0) text.Append(s_plain, $" nhid {route.NextHopId}");
        AppendGateway(text, route.Gateway, route.Family);
        if (route.Interface.Length > 0) text.Append(" dev ").Append(route.Interface);
        if (route.Table != "main") text.Append(" table ").Append(route.Table);
        if (route.Protocol != "boot") text.Append(" proto ").Append(route.Protocol);
        if (route.Scope != "global") text.Append(" scope ").Append(route.Scope);
        if (route.PreferredSource.Length > 0) text.Append(" src ").Append(route.PreferredSource);
        if (route.Metric is { } metric) text.Append(s_plain, $" metric {metric}");
        foreach (var flag in route.Flags) text.Append(' ').Append(flag);
        if (route.Realms.Length > 0) text.Append(route.Realms.Contains('/', StringComparison.Ordinal) ? " realms " : " realm ").Append(route.Realms);
        if (route.Expires is { } seconds) text.Append(s_plain, $" expires {seconds}sec");
        if (route.Error != 0) text.Append(s_plain, $" error {route.Error}");
        foreach (var one in route.Metrics) text.Append(' ').Append(one);
        if (route.Preference.Length > 0) text.Append(" pref ").Append(route.Preference);
        foreach (var hop in route.NextHops) AppendHop(text, hop, route.Family);
        return text.ToString();
    }

    private static void AppendHop(StringBuilder text, RouteNextHop hop, string family)
    {
        text.Append("\n\tnexthop");
        if (hop.Encapsulation.Length > 0) text.Append(" encap ").Append(hop.Encapsulation);
        AppendGateway(text, hop.Gateway, family);
        text.Append(s_plain, $" dev {hop.Interface} weight {hop.Weight}");
        foreach (var flag in hop.Flags) text.Append(' ').Append(flag);
    }

    private static void AppendGateway(StringBuilder text, string gateway, string family)
    {
        if (gateway.Length == 0) return;
        var other = family == "inet" && gateway.Contains(':', StringComparison.Ordinal);
        text.Append(other ? " via inet6 " : " via ").Append(gateway);
    }
}
