using System.Net.Sockets;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>Tells whether a network's own options open its containers to the outside on purpose, so that no guard belongs there.</summary>
internal static class NetworkOpenness
{
    private const string Bridge = "com.docker.network.bridge.";

    /// <summary>Whether an option opens the network in either family.</summary>
    public static bool IsOpen(NetworkDetails network) =>
        IsOpen(network, AddressFamily.InterNetwork) || IsOpen(network, AddressFamily.InterNetworkV6);

    /// <summary>
    /// Whether an option opens the network in that family (moby, bridge driver: gateway modes since 27, trusted interfaces since 28.2).
    /// </summary>
    public static bool IsOpen(NetworkDetails network, AddressFamily family)
    {
        var mode = Option(network, family == AddressFamily.InterNetwork ? "gateway_mode_ipv4" : "gateway_mode_ipv6");
        return mode is "routed" or "nat-unprotected" || Option(network, "trusted_host_interfaces").Length > 0;
    }

    private static string Option(NetworkDetails network, string name) =>
        network.Options.TryGetValue(Bridge + name, out var value) ? value.Trim() : "";
}
