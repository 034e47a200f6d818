using System.Net;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Which address a packet is sent from.</summary>
internal static class Origins
{
    /// <summary>The packet with a source, where it has none yet: what its sender did not choose the route chooses.</summary>
    public static Packet From(Packet packet, IPAddress? source)
    {
        if (!IsOpen(packet.Source) || source is null) return packet;
        return packet with { Source = source, Connection = packet.Connection with { OriginalSource = source } };
    }

    /// <summary>The address a route sends from; null where the interface has none.</summary>
    /// <param name="home">The sender's namespace.</param>
    /// <param name="route">The route.</param>
    /// <param name="destination">Where to.</param>
    public static IPAddress? SourceOf(SnapshotNamespace home, ContainerRoute route, IPAddress destination) =>
        route.Type == "local" ? destination
        : route.PreferredSource.Length > 0 ? IPAddress.Parse(route.PreferredSource)
        : TracedHost.AddressOf(home, route.Interface, destination.AddressFamily);

    /// <summary>Whether the sender leaves it open.</summary>
    public static bool IsOpen(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
