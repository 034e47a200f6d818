using System.Net;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Tracing;

/// <summary>Who takes a packet that has arrived in a network namespace.</summary>
internal static class Listeners
{
    /// <summary>The socket that takes it; null where none does.</summary>
    public static ContainerSocket? Find(SnapshotNamespace home, Packet packet) =>
        home.Sockets.Where(socket => IsAt(socket, packet) && PortListeners.Takes(socket, packet.Destination))
            .OrderByDescending(socket => IPAddress.Parse(socket.LocalAddress).Equals(packet.Destination)).FirstOrDefault();

    /// <summary>A socket that has the port, and takes only what comes from its own namespace; null where there is none.</summary>
    public static ContainerSocket? FindOnLoopback(SnapshotNamespace home, Packet packet) =>
        Array.Find(home.Sockets, socket => IsAt(socket, packet) && IPAddress.IsLoopback(IPAddress.Parse(socket.LocalAddress)));

    private static bool IsAt(ContainerSocket socket, Packet packet) =>
        socket.Protocol == packet.Protocol && socket.IsListening && packet.DestinationPort == PortSpan.Of(socket.LocalPort);
}
