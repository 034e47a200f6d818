using ContainerNet.Services.Containers;

namespace ContainerNet.Services.Namespaces;

/// <summary>What the engine alone knows of a container's interfaces: one for each network that gave it an address. Pure.</summary>
internal static class EngineInterfaces
{
    public static ContainerInterface[] Of(RunningContainer container, IEnumerable<ContainerEndpoint> endpoints) =>
        [.. endpoints.Where(static endpoint => endpoint.MacAddress.Length > 0 || endpoint.IPAddress.Length > 0).Select(endpoint => new ContainerInterface
        {
            ContainerName = container.Name,
            ContainerId = container.Id,
            Name = "",
            Index = 0,
            Network = endpoint.Network,
            MacAddress = endpoint.MacAddress,
            Addresses = [.. Addresses(endpoint)],
            Source = "Engine",
        })];

    private static IEnumerable<InterfaceAddress> Addresses(ContainerEndpoint endpoint)
    {
        if (endpoint.IPAddress.Length > 0)
            yield return new InterfaceAddress { Family = "inet", Address = endpoint.IPAddress, PrefixLength = endpoint.PrefixLength };
        if (endpoint.IPv6Address.Length > 0)
            yield return new InterfaceAddress { Family = "inet6", Address = endpoint.IPv6Address, PrefixLength = endpoint.IPv6PrefixLength };
    }
}
