using System.Net;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Linux.Proc;

/// <summary>A socket that holds a port: a TCP one that listens, a UDP one that is bound.</summary>
/// <param name="Address">The address it is bound to; 0.0.0.0 or :: for all. A v6 wildcard takes IPv4 too unless it is IPV6_V6ONLY, which /proc does not say.</param>
/// <param name="Port">The port.</param>
/// <param name="Inode">The inode in <c>/proc/pid/fd</c>; 0 where the socket is the kernel's own.</param>
internal sealed record ListeningSocket(IPAddress Address, int Port, long Inode);

/// <summary>Reads <c>net/{tcp,tcp6,udp,udp6}</c> of this process' network namespace (proc_net(5)).</summary>
internal static class ListeningSockets
{
    // net/tcp_states.h
    private const int TCP_LISTEN = 10;

    /// <summary>Those that hold a port, of both families; none for a protocol other than tcp and udp.</summary>
    /// <exception cref="KernelException">The files are there, but cannot be read.</exception>
    public static IReadOnlyList<ListeningSocket> Read(string protocol)
    {
        if (protocol is not ("tcp" or "udp")) return [];
        using var self = ProcessDirectory.OpenSelf();
        return [.. new[] { protocol, $"{protocol}6" }.SelectMany(name => Of(SocketTable.Read(self, name), protocol == "tcp"))];
    }

    /// <summary>Those among these sockets that hold a port.</summary>
    public static IEnumerable<ListeningSocket> Of(IEnumerable<SocketMessage> sockets, bool listeningOnly) => sockets
        .Where(socket => !listeningOnly || socket.State == TCP_LISTEN)
        .Select(static socket => new ListeningSocket(socket.LocalAddress, socket.LocalPort, socket.Inode));
}
