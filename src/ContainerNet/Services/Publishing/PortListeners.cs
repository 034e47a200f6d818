using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Services.Publishing;

/// <summary>Judges whether a socket takes what arrives at a published port. Pure.</summary>
internal static class PortListeners
{
    /// <summary>How it stands with a published port, and the socket that takes what arrives there; null where none does.</summary>
    /// <param name="port">The published port.</param>
    /// <param name="endpoints">The addresses of the container that publishes it.</param>
    /// <param name="sockets">The sockets of its network namespace; null where they cannot be read.</param>
    public static (PortListening Listening, ContainerSocket? Socket) Judge(
        PublishedPort port, IReadOnlyList<ContainerEndpoint> endpoints, IReadOnlyList<ContainerSocket>? sockets)
    {
        if (sockets is null || port.Protocol is not ("tcp" or "udp")) return (PortListening.Unknown, null);
        var holders = sockets.Where(socket => socket.Protocol == port.Protocol && socket.LocalPort == port.ContainerPort && socket.IsListening).ToArray();
        var destinations = Destinations(port, endpoints);
        var taking = holders.FirstOrDefault(socket => destinations.Any(address => Takes(socket, address)));
        return taking is not null ? (PortListening.Listening, taking)
            : holders.FirstOrDefault(static socket => IPAddress.IsLoopback(Parse(socket.LocalAddress))) is { } inner ? (PortListening.ListensOnLoopbackOnly, inner)
            : (PortListening.NotListening, null);
    }

    /// <summary>Where the engine leads what arrives: to the address of the same family, and of the other one where the container has none of the first.</summary>
    private static IPAddress[] Destinations(PublishedPort port, IReadOnlyList<ContainerEndpoint> endpoints)
    {
        var addresses = endpoints.SelectMany(static one => new[] { one.IPAddress, one.IPv6Address }).Where(static text => text.Length > 0).Select(Parse).ToArray();
        var family = port.HostIP.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var same = Array.FindAll(addresses, address => address.AddressFamily == family);
        return same.Length > 0 ? same : addresses;
    }

    private static bool Takes(ContainerSocket socket, IPAddress destination)
    {
        var local = Parse(socket.LocalAddress);
        if (local.IsIPv4MappedToIPv6) local = local.MapToIPv4();
        return local.Equals(destination)
            || (local.Equals(IPAddress.Any) && destination.AddressFamily == AddressFamily.InterNetwork)
            || (local.Equals(IPAddress.IPv6Any) && (destination.AddressFamily == AddressFamily.InterNetworkV6 || socket.IPv6Only != true));
    }

    private static IPAddress Parse(string text) => IPAddress.Parse(text);
}
