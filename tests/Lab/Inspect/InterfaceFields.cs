using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerNet.Lab.Inspect;

/// <summary>The fields of an interface as lines, once from what <c>ip -j -d -s addr</c> says and once from ours.</summary>
internal static class InterfaceFields
{
    private static readonly string[] s_addressFlags =
        ["secondary", "temporary", "nodad", "optimistic", "dadfailed", "home", "deprecated", "tentative", "dynamic", "mngtmpaddr", "noprefixroute", "autojoin", "stable-privacy"];

    private static readonly string[] s_sides = ["rx", "tx"];
    private static readonly string[] s_counters = ["bytes", "packets", "errors", "dropped"];

    public static string OfIp(JsonElement link) => string.Join('\n',
    [
        Line("index", Text(link, "ifindex")),
        Line("name", Text(link, "ifname")),
        Line("link", link.TryGetProperty("link", out var lower) ? lower.ToString() : link.TryGetProperty("link_index", out var index) ? $"if{index}" : ""),
        Line("flags", string.Join(',', link.GetProperty("flags").EnumerateArray())),
        Line("mtu", Text(link, "mtu")),
        Line("qdisc", Text(link, "qdisc")),
        Line("master", Text(link, "master")),
        Line("state", Text(link, "operstate")),
        Line("group", Text(link, "group")),
        Line("qlen", Text(link, "txqlen", "0")),
        Line("type", Text(link, "link_type")),
        Line("kind", link.TryGetProperty("linkinfo", out var info) ? Text(info, "info_kind") : ""),
        Line("mac", Text(link, "address")),
        Line("broadcast", Text(link, "broadcast")),
        Line("netns", Text(link, "link_netnsid")),
        Line("altnames", link.TryGetProperty("altnames", out var names) ? string.Join(',', names.EnumerateArray()) : ""),
        .. Counters(link.GetProperty("stats64")),
        .. link.GetProperty("addr_info").EnumerateArray().Where(static address => address.TryGetProperty("local", out _)).Select(AddressOfIp),
    ]);

    public static string OfOurs(PSObject link) => string.Join('\n',
    [
        Line("index", Value(link, "Index")),
        Line("name", Value(link, "Name")),
        Line("link", Value(link, "LinkName")),
        Line("flags", List(link, "Flags")),
        Line("mtu", Value(link, "Mtu")),
        Line("qdisc", Value(link, "QueueDiscipline")),
        Line("master", Value(link, "Master")),
        Line("state", Value(link, "State")),
        Line("group", Value(link, "Group")),
        Line("qlen", Value(link, "QueueLength")),
        Line("type", Value(link, "LinkType")),
        Line("kind", Value(link, "Kind")),
        Line("mac", Value(link, "MacAddress")),
        Line("broadcast", Value(link, "Broadcast")),
        Line("netns", Value(link, "LinkNetnsId")),
        Line("altnames", List(link, "AlternativeNames")),
        .. CountersOfOurs(PSObject.AsPSObject(link.Properties["Statistics"].Value)),
        .. ((IEnumerable)link.Properties["Addresses"].Value).Cast<object>().Select(static address => AddressOfOurs(PSObject.AsPSObject(address))),
    ]);

    private static IEnumerable<string> Counters(JsonElement statistics) =>
        from side in s_sides
        from counter in s_counters
        select Line($"{side} {counter}", Text(statistics.GetProperty(side), counter));

    private static IEnumerable<string> CountersOfOurs(PSObject statistics) =>
        from side in s_sides
        from counter in s_counters
        select Line($"{side} {counter}", Value(statistics, side + counter));

    private static string AddressOfIp(JsonElement address) => string.Join(' ',
        "address", Text(address, "family"), Text(address, "local"), Text(address, "prefixlen"), Text(address, "address"), Text(address, "broadcast"),
        Text(address, "scope"), Text(address, "label"), Text(address, "metric", "0"),
        string.Join(',', s_addressFlags.Where(flag => address.TryGetProperty(flag, out _)).Order()),
        Text(address, "valid_life_time"), Text(address, "preferred_life_time"));

    private static string AddressOfOurs(PSObject address) => string.Join(' ',
        "address", Value(address, "Family"), Value(address, "Address"), Value(address, "PrefixLength"), Value(address, "Peer"), Value(address, "Broadcast"),
        Value(address, "Scope"), Value(address, "Label"), Value(address, "Metric"),
        string.Join(',', ((IEnumerable)address.Properties["Flags"].Value).Cast<string>().Order()),
        Value(address, "ValidLifetime"), Value(address, "PreferredLifetime"));

    private static string Line(string name, string value) => $"{name}: {value}";

    private static string Text(JsonElement element, string name, string otherwise = "") =>
        element.TryGetProperty(name, out var value) ? value.ToString() : otherwise;

    private static string Value(PSObject record, string property) => $"{record.Properties[property].Value}";

    private static string List(PSObject record, string property) => string.Join(',', ((IEnumerable)record.Properties[property].Value).Cast<object>());
}
