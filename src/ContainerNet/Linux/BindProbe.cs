using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Linux;

/// <summary>
/// Asks the kernel whether an address can be bound, without listening on it. For the one question /proc does not answer: whether a wildcard
/// IPv6 socket takes the port in IPv4 too (ipv6(7), IPV6_V6ONLY).
/// </summary>
internal static class BindProbe
{
    /// <summary>Whether another socket holds the port on that address.</summary>
    public static bool IsTaken(IPAddress address, int port, string protocol)
    {
        using var socket = protocol == "udp"
            ? new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            // A port below 1024 without the right to it, or an address that is not of this host: not taken as far as one can tell.
            return false;
        }
    }
}
