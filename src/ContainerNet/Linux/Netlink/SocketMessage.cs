using System.Buffers.Binary;
using System.Net;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A socket as the kernel tells it, by sock_diag (struct inet_diag_msg of linux/inet_diag.h) or in a table of /proc.</summary>
internal sealed class SocketMessage
{
    /// <summary>The size of struct inet_diag_req_v2.</summary>
    public const int RequestSize = 56;

    private const int Size = 72;
    private const int LocalAt = 8;
    private const int RemoteAt = 24;
    private const int QueuesAt = 56;

    /// <summary>TCP_* of the kernel's net/tcp_states.h; other protocols use TCP_ESTABLISHED and TCP_CLOSE.</summary>
    public required int State { get; init; }
    public required IPAddress LocalAddress { get; init; }
    public required int LocalPort { get; init; }
    public required IPAddress RemoteAddress { get; init; }
    public required int RemotePort { get; init; }

    /// <summary>Bytes not read yet; of one that listens: connections not accepted yet.</summary>
    public uint ReceiveQueue { get; init; }

    /// <summary>Bytes not acknowledged yet; of one that listens: how many connections may wait.</summary>
    public uint SendQueue { get; init; }

    public uint UserId { get; init; }

    /// <summary>The inode in <c>/proc/pid/fd</c>; 0 where no process holds it any more.</summary>
    public long Inode { get; init; }

    /// <summary>The interface it is bound to (SO_BINDTODEVICE); 0 for none.</summary>
    public int LinkIndex { get; init; }

    /// <summary>Whether a wildcard IPv6 socket leaves IPv4 alone (IPV6_V6ONLY); null where the kernel does not say.</summary>
    public bool? IsIPv6Only { get; init; }

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static SocketMessage Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < Size) throw KernelException.Malformed($"a socket of {payload.Length} bytes");
        var addressSize = payload[0] == LibC.AF_INET ? 4 : 16;
        return new SocketMessage
        {
            State = payload[1],
            LocalPort = BinaryPrimitives.ReadUInt16BigEndian(payload[4..]),
            RemotePort = BinaryPrimitives.ReadUInt16BigEndian(payload[6..]),
            LocalAddress = new IPAddress(payload.Slice(LocalAt, addressSize)),
            RemoteAddress = new IPAddress(payload.Slice(RemoteAt, addressSize)),
            LinkIndex = BinaryPrimitives.ReadInt32LittleEndian(payload[40..]),
            ReceiveQueue = BinaryPrimitives.ReadUInt32LittleEndian(payload[QueuesAt..]),
            SendQueue = BinaryPrimitives.ReadUInt32LittleEndian(payload[(QueuesAt + 4)..]),
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(payload[(QueuesAt + 8)..]),
            Inode = BinaryPrimitives.ReadUInt32LittleEndian(payload[(QueuesAt + 12)..]),
            IsIPv6Only = ReadIPv6Only(new AttributeReader(payload[Size..])),
        };
    }

    private static bool? ReadIPv6Only(AttributeReader attribute)
    {
        bool? only = null;
        while (attribute.Read())
        {
            if (attribute.Type == INET_DIAG_SKV6ONLY) only = attribute.ReadByte() != 0;
        }

        return only;
    }
}
