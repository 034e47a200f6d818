using System.Globalization;
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
            .ThenBy(port => port.HostIP.Contains(':', StringComparison.Ordinal))
            .ThenBy(port => port.HostIP, StringComparer.Ordinal)
            .ThenBy(port => port.HostPort),
    ];

    /// <summary>What is published now.</summary>
    public static PublishedPort[] Published(IDictionary<string, IList<PortBinding>>? ports) => Ordered(Flatten(ports).Select(pair => new PublishedPort
    {
        HostIP = pair.Binding.HostIP ?? "",
        HostPort = Range(pair.Binding.HostPort).First,
        ContainerPort = pair.Port,
        Protocol = pair.Protocol,
    }));

    /// <summary>What was asked for at creation.</summary>
    public static PortMapping[] Wished(IDictionary<string, IList<PortBinding>>? ports) =>
    [
        .. Flatten(ports).Select(pair => new PortMapping
        {
            HostIP = pair.Binding.HostIP ?? "",
            HostPort = Range(pair.Binding.HostPort).First,
            HostPortEnd = Range(pair.Binding.HostPort).Last,
            ContainerPort = pair.Port,
            Protocol = pair.Protocol,
        }),
    ];

    /// <summary>The engine's table for a list of wishes.</summary>
    public static Dictionary<string, IList<PortBinding>> Bindings(IEnumerable<PortMapping> mappings) => mappings
        .GroupBy(mapping => mapping.ContainerKey)
        .ToDictionary(
            group => group.Key,
            IList<PortBinding> (group) =>
                [.. group.Select(mapping => new PortBinding { HostIP = mapping.HostIP, HostPort = mapping.HostPortText })]);

    private static IEnumerable<(int Port, string Protocol, PortBinding Binding)> Flatten(IDictionary<string, IList<PortBinding>>? ports)
    {
        foreach (var (key, bindings) in ports ?? new Dictionary<string, IList<PortBinding>>())
        {
            var parts = key.Split('/');
            var port = Range(parts[0]).First;
            foreach (var binding in bindings ?? []) yield return (port, parts.Length > 1 ? parts[1] : "tcp", binding);
        }
    }

    private static (int First, int Last) Range(string? text)
    {
        var parts = (text ?? "").Split('-');
        var first = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return (first, parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : first);
    }
}
