using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Questions about the sockets of one network namespace (sock_diag(7)). For one thread at a time.</summary>
internal sealed class SocketDiagnostics : IDisposable
{
    private readonly NetlinkSocket _socket;
    private uint _sequence;

    private SocketDiagnostics(NetlinkSocket socket) => _socket = socket;

    /// <summary>Asks about the namespace this process is in.</summary>
    public static SocketDiagnostics Open() => new(NetlinkSocket.Open(NETLINK_SOCK_DIAG));

    /// <summary>Asks about another namespace.</summary>
    /// <exception cref="KernelException">It may not be entered.</exception>
    public static SocketDiagnostics OpenIn(SafeDescriptor networkNamespace) => new(NetlinkSocket.OpenIn(networkNamespace, NETLINK_SOCK_DIAG));

    /// <summary>Asks about the namespace in which <see cref="NamespaceSocket"/> has opened this socket.</summary>
    public static SocketDiagnostics Of(SafeDescriptor socket) => new(NetlinkSocket.Of(socket));

    /// <summary>The sockets of a family and a protocol; null where this kernel has no diagnostics for them.</summary>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="protocol">IPPROTO_TCP, IPPROTO_UDP or IPPROTO_RAW.</param>
    /// <param name="states">A bit for each state that is wanted. The kernel keeps connections of every namespace in one table, and looks for those of this one in all of it.</param>
    public List<SocketMessage>? Dump(byte family, byte protocol, uint states = uint.MaxValue)
    {
        try
        {
            return DumpExchange.Run(_socket, "SOCK_DIAG_BY_FAMILY", SOCK_DIAG_BY_FAMILY, SocketMessage.Parse, buffer =>
            {
                var request = new RequestBuilder(buffer, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, ++_sequence, SocketMessage.RequestSize);
                request.Fixed[0] = family;
                request.Fixed[1] = protocol;
                BinaryPrimitives.WriteUInt32LittleEndian(request.Fixed[4..], states);
                return (request.Finish().Length, _sequence);
            });
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            // The module (udp_diag, raw_diag) is not there and cannot be loaded.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
