using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>One way out of a route: of the route itself, or of one entry of RTA_MULTIPATH (struct rtnexthop of linux/rtnetlink.h).</summary>
internal sealed class RouteHop
{
    // struct rtnexthop: length, flags, hops, interface.
    private const int HeaderSize = 8;

    public byte Flags { get; private init; }

    /// <summary>How often this one is taken, against its fellows.</summary>
    public int Weight { get; private init; } = 1;

    public int LinkIndex { get; private set; }

    public byte[] Gateway { get; private set; } = [];

    /// <summary>A gateway of another family than the route's (RTA_VIA).</summary>
    public byte[] Via { get; private set; } = [];

    /// <summary>LWTUNNEL_ENCAP_*; 0 for none.</summary>
    public int EncapsulationType { get; private set; }

    public byte[] Encapsulation { get; private set; } = [];

    /// <summary>The routing realms: source in the upper half, destination in the lower.</summary>
    public uint Realms { get; private set; }

    /// <exception cref="KernelException">A length that does not fit.</exception>
    public static void ReadAll(ReadOnlySpan<byte> rest, List<RouteHop> hops)
    {
        while (!rest.IsEmpty)
        {
            if (rest.Length < HeaderSize) throw KernelException.Malformed($"{rest.Length} bytes where a next hop was due");
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length < HeaderSize || length > rest.Length) throw KernelException.Malformed($"a next hop of {length} bytes in {rest.Length}");
            var hop = new RouteHop
            {
                Flags = rest[2],
                Weight = rest[3] + 1,
                LinkIndex = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]),
            };
            var attribute = new AttributeReader(rest[HeaderSize..length]);
            while (attribute.Read()) hop.Take(in attribute);
            hops.Add(hop);
            rest = rest[Math.Min(MessageReader.Align(length), rest.Length)..];
        }
    }

    public void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case RTA_OIF: LinkIndex = attribute.ReadInt32(); break;
            case RTA_GATEWAY: Gateway = attribute.Value.ToArray(); break;
            // struct rtvia: the family, then the address.
            case RTA_VIA: Via = attribute.Fixed(sizeof(ushort))[sizeof(ushort)..].ToArray(); break;
            case RTA_ENCAP_TYPE: EncapsulationType = BinaryPrimitives.ReadUInt16LittleEndian(attribute.Fixed(sizeof(ushort))); break;
            case RTA_ENCAP: Encapsulation = attribute.Value.ToArray(); break;
            case RTA_FLOW: Realms = attribute.ReadUInt32(); break;
        }
    }
}
