using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A queueing discipline or a filter of tc, as far as it matters where it stands (struct tcmsg of linux/rtnetlink.h).</summary>
/// <param name="Index">The link's index.</param>
/// <param name="Parent">Where it hangs on; TC_H_CLSACT for what looks at packets at the link itself.</param>
internal readonly record struct TrafficMessage(int Index, uint Parent)
{
    /// <summary>The size of struct tcmsg.</summary>
    public const int HeaderSize = 20;

    /// <summary>What looks at packets that come in.</summary>
    public const uint Ingress = (TC_H_CLSACT & Major) | TC_H_MIN_INGRESS;

    /// <summary>What looks at packets that go out.</summary>
    public const uint Egress = (TC_H_CLSACT & Major) | TC_H_MIN_EGRESS;

    private const uint Major = 0xFFFF0000;
    private const int IndexOffset = 4;
    private const int ParentOffset = 12;

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static TrafficMessage Parse(ReadOnlySpan<byte> payload) => payload.Length >= HeaderSize
        ? new TrafficMessage(BinaryPrimitives.ReadInt32LittleEndian(payload[IndexOffset..]), BinaryPrimitives.ReadUInt32LittleEndian(payload[ParentOffset..]))
        : throw KernelException.Malformed($"{payload.Length} bytes where struct tcmsg was due");

    /// <summary>Fills in the header of a question.</summary>
    public static void Write(Span<byte> header, int index, uint parent)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header[IndexOffset..], index);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ParentOffset..], parent);
    }
}

/// <summary>A place at which filters of tc look at packets.</summary>
/// <param name="Interface">The interface's name.</param>
/// <param name="IsEgress">Whether they look at what goes out, and not at what comes in.</param>
internal readonly record struct TrafficFilter(string Interface, bool IsEgress);
