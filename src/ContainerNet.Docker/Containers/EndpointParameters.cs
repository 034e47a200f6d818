using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>Makes the engine's settings of one attachment to a network.</summary>
internal static class EndpointParameters
{
    private static readonly Version s_macOfEndpoint = new(1, 44);

    /// <summary>Whether nothing is asked for but to be attached.</summary>
    public static bool IsEmpty(EndpointSpec endpoint) => endpoint is { Aliases.Length: 0, IPv4Address: null, IPv6Address: null, MacAddress: null };

    /// <summary>The settings; empty ones where nothing is asked for but to be attached.</summary>
    public static EndpointSettings From(EndpointSpec endpoint, Version apiVersion) => new()
    {
        Aliases = endpoint.Aliases.Length > 0 ? endpoint.Aliases : null,
        MacAddress = apiVersion < s_macOfEndpoint ? null : endpoint.MacAddress,
        IPAMConfig = endpoint.IPv4Address is null && endpoint.IPv6Address is null
            ? null
            : new EndpointIPAMConfig { IPv4Address = endpoint.IPv4Address, IPv6Address = endpoint.IPv6Address },
    };
}
