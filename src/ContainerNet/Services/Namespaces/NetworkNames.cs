namespace ContainerNet.Services.Namespaces;

/// <summary>Tells which of the engine's networks an interface belongs to. Pure.</summary>
internal static class NetworkNames
{
    /// <summary>The name of the network whose endpoint has this MAC address, else one of these addresses; empty where none has.</summary>
    public static string Of(string macAddress, InterfaceAddress[] addresses, IReadOnlyList<ContainerEndpoint> endpoints)
    {
        // Interfaces of kind ipvlan all have their parent's MAC address, and a container may change its own: addresses decide then.
        ContainerEndpoint? byMac = null;
        foreach (var endpoint in endpoints)
        {
            if (Array.Exists(addresses, address => IsOf(address.Address, endpoint))) return endpoint.Network;
            if (endpoint.MacAddress.Length > 0 && endpoint.MacAddress.Equals(macAddress, StringComparison.OrdinalIgnoreCase)) byMac ??= endpoint;
        }

        return byMac?.Network ?? "";
    }

    private static bool IsOf(string address, ContainerEndpoint endpoint) =>
        address.Length > 0 && (address == endpoint.IPAddress || address == endpoint.IPv6Address);
}
