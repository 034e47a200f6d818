using System.Globalization;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>Translates the engine's tables of ports.</summary>
internal static class PortLists
{
    /// <summary>Without doubles (the engine lists a port once a network), ordered by container port, protocol, address, host port.</summary>
    public static PublishedPort[] Ordered(IEnumerable<PublishedPort> ports) =>
    [
        .. ports.Distinct()
            .OrderBy(port => port.ContainerPort)
            .ThenBy(port => port.Protocol, StringComparer.Ordinal)
            .ThenBy(port => port.HostIP.Contains(':', StringComparison.Ordinal) ? 1 : 0)
            .ThenBy(port => port.HostIP, StringComparer.Ordinal)
            .ThenBy(port => port.HostPort),
    ];

    /// <summary>What is published now.</summary>
    public static PublishedPort[] Published(JsonElement ports) => Ordered(Flatten(ports, (key, binding) => new PublishedPort
    {
        // podman leaves the address out where it is every one.
        HostIP = binding.Text("HostIp") is { Length: > 0 } address ? address : "0.0.0.0",
        HostPort = Range(binding.Text("HostPort")).First,
        ContainerPort = PortOf(key),
        Protocol = ProtocolOf(key),
    }));

    /// <summary>What was asked for at creation.</summary>
    public static PortMapping[] Wished(JsonElement ports) =>
    [
        .. Flatten(ports, (key, binding) => new PortMapping
        {
            HostIP = binding.Text("HostIp"),
            HostPort = Range(binding.Text("HostPort")).First,
            HostPortEnd = Range(binding.Text("HostPort")).Last,
            ContainerPort = PortOf(key),
            Protocol = ProtocolOf(key),
        }),
    ];

    /// <summary>The engine's table for a list of wishes.</summary>
    public static Dictionary<string, IList<PortBinding>> Bindings(IEnumerable<PortMapping> mappings) => mappings
        .GroupBy(mapping => mapping.ContainerKey)
        .ToDictionary(
            group => group.Key,
            IList<PortBinding> (group) =>
                [.. group.Select(mapping => new PortBinding { HostIP = mapping.HostIP, HostPort = mapping.HostPortText })]);

    private static List<T> Flatten<T>(JsonElement ports, Func<string, JsonElement, T> make)
        where T : class
    {
        var all = new List<T>();
        if (ports.ValueKind != JsonValueKind.Object) return all;
        foreach (var port in ports.EnumerateObject())
        {
            all.AddRange(port.Value.ToList(binding => make(port.Name, binding)));
        }

        return all;
    }

    private static int PortOf(string key) => Range(key.Split('/')[0]).First;

    private static string ProtocolOf(string key) => key.Split('/') is [_, var protocol, ..] ? protocol : "tcp";

    private static (int First, int Last) Range(string text)
    {
        var parts = text.Split('-');
        var first = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return (first, parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : first);
    }
}
