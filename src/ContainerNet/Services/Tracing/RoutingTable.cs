using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>The routing decisions of one network namespace: the longest prefix wins, then the lowest metric (ip-route(8)).</summary>
internal sealed class RoutingTable
{
    private static readonly string[] s_usual = ["local", "main", "default"];

    private readonly Dictionary<(AddressFamily Family, string Table), Entry[]> _tables;
    private readonly SnapshotRoutingRule[] _rules;

    public RoutingTable(SnapshotNamespace home)
    {
        _tables = home.Routes.Select(Entry.Of).OfType<Entry>()
            .GroupBy(static entry => (entry.Prefix.BaseAddress.AddressFamily, entry.Route.Table))
            .ToDictionary(
                static group => group.Key,
                static group => group.OrderByDescending(static entry => entry.Prefix.PrefixLength).ThenBy(static entry => entry.Route.Metric ?? 0).ToArray());
        _rules = [.. home.RoutingRules.OrderBy(static rule => rule.Priority)];
    }

    /// <summary>The route to an address.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="isUp">Whether an interface carries packets: a route over one that is down is not taken.</param>
    public RouteAnswer Find(IPAddress destination, Func<string, bool> isUp)
    {
        var family = destination.AddressFamily;
        foreach (var (table, rule) in Tables(family))
        {
            // What a rule asks of a packet is not understood here: what lies behind it may never be reached.
            if (rule is { IsConditional: true }) return new RouteAnswer(Answer.Unknown, null, rule);
            foreach (var entry in _tables.GetValueOrDefault((family, table), []))
            {
                if (!entry.Prefix.Contains(destination) || !IsUsable(entry.Route, isUp)) continue;
                if (entry.Route.Type == "throw") break;
                return new RouteAnswer(Answer.Yes, entry.Route, null);
            }
        }

        return new RouteAnswer(Answer.No, null, null);
    }

    /// <summary>Whether an address is this namespace's own, a broadcast address ..., as <c>-m addrtype</c> calls it.</summary>
    public string TypeOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[0] == 0xff : bytes[0] is >= 224 and <= 239) return "MULTICAST";
        foreach (var entry in _tables.GetValueOrDefault((address.AddressFamily, "local"), []))
        {
            if (entry.Prefix.Contains(address)) return entry.Route.Type.ToUpperInvariant();
        }

        return "UNICAST";
    }

    private IEnumerable<(string Table, SnapshotRoutingRule? Rule)> Tables(AddressFamily family)
    {
        var name = family == AddressFamily.InterNetwork ? "inet" : "inet6";
        var rules = Array.FindAll(_rules, rule => rule.Family == name);
        return rules.Length == 0 ? s_usual.Select(static table => (table, default(SnapshotRoutingRule))) : rules.Select(static rule => (rule.Table, (SnapshotRoutingRule?)rule));
    }

    private static bool IsUsable(ContainerRoute route, Func<string, bool> isUp) =>
        route.TypeOfService == 0 && !route.Flags.Contains("dead") && (route.Interface.Length == 0 || isUp(route.Interface));

    private sealed record Entry(IPNetwork Prefix, ContainerRoute Route)
    {
        public static Entry? Of(ContainerRoute route)
        {
            var (v4, text) = (route.Family == "inet", route.Destination);
            if (text == "default") text = v4 ? "0.0.0.0/0" : "::/0";
            if (!text.Contains('/', StringComparison.Ordinal)) text += v4 ? "/32" : "/128";
            return IPNetwork.TryParse(text, out var prefix) ? new Entry(prefix, route) : null;
        }
    }
}

/// <summary>A routing decision.</summary>
/// <param name="Found">Yes, No where there is no route, or Unknown where a rule of policy routing decides.</param>
/// <param name="Route">The route; null where there is none to be told.</param>
/// <param name="Rule">The rule of policy routing that is not understood; null where there is none.</param>
internal readonly record struct RouteAnswer(Answer Found, ContainerRoute? Route, SnapshotRoutingRule? Rule)
{
    /// <summary>Whether the address is the namespace's own.</summary>
    public bool IsLocal => Route is { Type: "local" };

    /// <summary>Whether packets go on from here by one interface; of several ways the kernel chooses one, which nobody can tell before.</summary>
    public bool IsForwarding => Route is { Type: "unicast", Interface.Length: > 0 };
}
