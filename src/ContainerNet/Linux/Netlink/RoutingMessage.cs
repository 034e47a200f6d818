using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>What routes and rules have in common: struct fib_rule_hdr is struct rtmsg with two fields left unused (linux/fib_rules.h).</summary>
internal abstract class RoutingMessage
{
    /// <summary>The size of either struct.</summary>
    public const int HeaderSize = 12;

    /// <exception cref="KernelException">The header is not whole.</exception>
    protected RoutingMessage(ReadOnlySpan<byte> payload, string what)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"{what} of {payload.Length} bytes");
        Family = payload[0];
        DestinationLength = payload[1];
        SourceLength = payload[2];
        TypeOfService = payload[3];
        Table = payload[4];
        Flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]);
    }

    public byte Family { get; }
    public byte DestinationLength { get; }
    public byte SourceLength { get; }
    public byte TypeOfService { get; }
    public uint Flags { get; }
    public uint Table { get; private set; }
    public byte[] Destination { get; private set; } = [];
    public byte[] Source { get; private set; } = [];

    /// <summary>Takes what stands behind the header. FRA_DST, FRA_SRC and FRA_TABLE have the numbers of RTA_DST, RTA_SRC and RTA_TABLE.</summary>
    /// <exception cref="KernelException">The message is malformed.</exception>
    protected void TakeAttributes(ReadOnlySpan<byte> payload)
    {
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read())
        {
            switch (attribute.Type)
            {
                case RTA_DST: Destination = attribute.Value.ToArray(); break;
                case RTA_SRC: Source = attribute.Value.ToArray(); break;
                case RTA_TABLE: Table = attribute.ReadUInt32(); break;
                default: Take(in attribute); break;
            }
        }
    }

    /// <summary>Takes one that is not common to both.</summary>
    protected abstract void Take(in AttributeReader attribute);
}
