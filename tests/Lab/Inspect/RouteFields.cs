using System.Management.Automation;
using System.Text.Json;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>The fields of a route as a line, once from what <c>ip -j route show table all</c> says and once from ours.</summary>
internal static class RouteFields
{
    // Duplicate address detection ends when it likes, and with it routes come.
    private const int Attempts = 20;

    private static readonly string[] s_fields =
        ["Destination", "Type", "Gateway", "Interface", "Table", "Protocol", "Scope", "PreferredSource", "Metric", "Flags", "Preference"];

    /// <summary>Get-ContainerRoute says the same, field by field.</summary>
    public static void AssertSame(InspectScene scene, string container) =>
        AssertSame(scene, container, OfOurs, () => scene.Of(container).ReadJson("route", "show", "table", "all").Select(OfIp));

    /// <summary>Get-ContainerRoute says the same in one way of writing.</summary>
    public static void AssertSame(InspectScene scene, string container, Func<PSObject, string> ours, Func<IEnumerable<string>> ip)
    {
        for (var attempt = 1; ; attempt++)
        {
            var expected = ip().Order(StringComparer.Ordinal).ToArray();
            var found = scene.Lines($"Get-ContainerRoute {container}", ours);
            if (expected.Length > 0 && expected.SequenceEqual(found)) return;
            if (attempt == Attempts) Assert.Equal(expected, found);
        }
    }

    private static string OfOurs(PSObject route) => string.Join('|', s_fields.Select(name => Text(route, name)));

    // What ip leaves out is the default of the field.
    private static string OfIp(JsonElement route) => string.Join('|',
    [
        Of(route, "dst", ""), Of(route, "type", "unicast"), Of(route, "gateway", ""), Of(route, "dev", ""), Of(route, "table", "main"), Of(route, "protocol", "boot"),
        Of(route, "scope", "global"), Of(route, "prefsrc", ""), Of(route, "metric", ""), string.Join(',', route.GetProperty("flags").EnumerateArray()), Of(route, "pref", ""),
    ]);

    private static string Of(JsonElement route, string key, string fallback) => route.TryGetProperty(key, out var value) ? value.ToString() : fallback;
}
