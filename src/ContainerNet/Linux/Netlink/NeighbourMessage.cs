using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>An entry of the neighbour tables (struct ndmsg of linux/neighbour.h), still in the kernel's numbers.</summary>
internal sealed class NeighbourMessage
{
    /// <summary>The size of struct ndmsg.</summary>
    public const int HeaderSize = 12;

    public byte Family { get; private init; }
    public int LinkIndex { get; private init; }

    /// <summary>NUD_*.</summary>
    public int State { get; private init; }

    /// <summary>NTF_*.</summary>
    public byte Flags { get; private init; }
    public byte[] Destination { get; private set; } = [];
    public byte[] LinkAddress { get; private set; } = [];

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static NeighbourMessage Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"a neighbour of {payload.Length} bytes");
        var neighbour = new NeighbourMessage
        {
            Family = payload[0],
            LinkIndex = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            State = BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]),
            Flags = payload[10],
        };
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read())
        {
            if (attribute.Type == NDA_DST) neighbour.Destination = attribute.Value.ToArray();
            if (attribute.Type == NDA_LLADDR) neighbour.LinkAddress = attribute.Value.ToArray();
        }

        return neighbour;
    }
}
