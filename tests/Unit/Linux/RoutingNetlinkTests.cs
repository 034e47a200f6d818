using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using Xunit;

namespace ContainerNet.Unit.Linux;

/// <summary>Routes, rules and neighbours of the namespace these tests run in, which needs no right, as ip(8) tells them.</summary>
public class RoutingNetlinkTests
{
    // Neighbours come and go by themselves; two readings beside each other agree soon.
    private const int Attempts = 20;

    [Theory]
    [InlineData(RouteBuilder.AF_INET, "-4")]
    [InlineData(RouteBuilder.AF_INET6, "-6")]
    public void The_rules_are_those_ip_tells(byte family, string option)
    {
        using var netlink = RoutingNetlink.Open();
        var expected = Ip(option, "rule").Select(static rule => (rule.GetProperty("priority").GetUInt32(), rule.GetProperty("table").GetString()));

        Assert.Equal(expected, netlink.DumpRules(family).Select(static rule => (rule.Priority, (string?)RouteNames.Table(rule.Table))));
    }

    [Theory]
    [InlineData(RouteBuilder.AF_INET, "-4")]
    [InlineData(RouteBuilder.AF_INET6, "-6")]
    public void The_neighbours_are_those_ip_tells(byte family, string option) => AssertSoonEqual(
        () => Ip(option, "neigh", "show", "nud", "all").Select(static one => one.GetProperty("dst").GetString()!),
        netlink => netlink.DumpNeighbours(family).Select(static one => new IPAddress(one.Destination).ToString()));

    [Theory]
    [InlineData(RouteBuilder.AF_INET, "-4")]
    [InlineData(RouteBuilder.AF_INET6, "-6")]
    public void The_routes_are_those_ip_tells(byte family, string option) => AssertSoonEqual(
        () => Ip(option, "route", "show", "table", "all").Select(static one => one.GetProperty("dst").GetString()!),
        netlink => netlink.DumpRoutes(family).Select(new RouteBuilder([], 1).Build).Select(static route => route.Destination));

    private static void AssertSoonEqual(Func<IEnumerable<string>> ip, Func<RoutingNetlink, IEnumerable<string>> ours)
    {
        using var netlink = RoutingNetlink.Open();
        for (var attempt = 1; ; attempt++)
        {
            var (expected, found) = (ip().Order().ToArray(), ours(netlink).Order().ToArray());
            if (expected.SequenceEqual(found)) return;
            if (attempt == Attempts) Assert.Equal(expected, found);
        }
    }

    private static JsonElement[] Ip(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", ["-j", .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Trim().Length == 0 ? [] : [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }
}
