using System.Net;
using ContainerNet.Linux.Netlink;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Linux.Proc;

/// <summary>A socket that holds a port: a TCP one that listens, a UDP one that is bound.</summary>
/// <param name="Address">The address it is bound to; 0.0.0.0 or :: for all. A v6 wildcard takes IPv4 too unless it is IPV6_V6ONLY, which /proc does not say.</param>
/// <param name="Port">The port.</param>
/// <param name="Inode">The inode in <c>/proc/pid/fd</c>; 0 where the socket is the kernel's own.</param>
internal sealed record ListeningSocket(IPAddress Address, int Port, long Inode);

/// <summary>Reads the sockets of this process' network namespace that hold a port: by diagnostics, else in <c>net/{tcp,tcp6,udp,udp6}</c> (proc_net(5)).</summary>
internal static class ListeningSockets
{
    // net/tcp_states.h
    private const int TCP_LISTEN = 10;

    private static readonly (byte Number, string Suffix)[] s_families = [(LibC.AF_INET, ""), (LibC.AF_INET6, "6")];

    /// <summary>Those that hold a port, of both families; none for a protocol other than tcp and udp.</summary>
    /// <exception cref="KernelException">Neither can be read.</exception>
    public static IReadOnlyList<ListeningSocket> Read(string protocol)
    {
        if (protocol is not ("tcp" or "udp")) return [];
        var isTcp = protocol == "tcp";
        using var self = ProcessDirectory.OpenSelf();
        using var diagnostics = SocketDiagnostics.Open();
        // Of the connections of every namespace, which stand in one table, the kernel looks at none where only listeners are asked for.
        var (number, states) = isTcp ? (IPPROTO_TCP, 1u << TCP_LISTEN) : (IPPROTO_UDP, uint.MaxValue);
        var found = new List<ListeningSocket>();
        foreach (var (family, suffix) in s_families) found.AddRange(Of(diagnostics.Dump(family, (byte)number, states) ?? SocketTable.Read(self, protocol + suffix), isTcp));
        return found;
    }

    /// <summary>Those among these sockets that hold a port.</summary>
    public static IEnumerable<ListeningSocket> Of(IEnumerable<SocketMessage> sockets, bool listeningOnly) => sockets
        .Where(socket => !listeningOnly || socket.State == TCP_LISTEN)
        .Select(static socket => new ListeningSocket(socket.LocalAddress, socket.LocalPort, socket.Inode));
}
