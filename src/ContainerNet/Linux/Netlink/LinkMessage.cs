using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A network interface as RTM_NEWLINK tells it (struct ifinfomsg of linux/rtnetlink.h), still in the kernel's numbers.</summary>
internal sealed class LinkMessage
{
    /// <summary>The size of struct ifinfomsg.</summary>
    public const int HeaderSize = 16;

    /// <summary>Where the index stands in it.</summary>
    public const int IndexOffset = 4;

    public int HardwareType { get; private init; }

    /// <summary>AF_UNSPEC for the interface itself; AF_BRIDGE where only what a bridge knows of its port is told.</summary>
    public byte Family { get; private init; }
    public int Index { get; private init; }
    public uint Flags { get; private init; }
    public string Name { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public string QueueDiscipline { get; private set; } = "";
    public int Mtu { get; private set; }

    /// <summary>null where the kernel tells none, 0 where it tells that there is none.</summary>
    public int? Link { get; private set; }

    /// <summary>Numbered from the asking namespace.</summary>
    public int? LinkNamespaceId { get; set; }

    /// <summary>The same numbered from the link's own namespace, where that is not the asking one; the answer to another question.</summary>
    public int? InnerLinkNamespaceId { get; set; }
    public int Master { get; private set; }
    public byte? OperationalState { get; private set; }
    public int Group { get; private set; }
    public int QueueLength { get; private set; }
    public byte[] Address { get; private set; } = [];
    public byte[] Broadcast { get; private set; } = [];
    public byte[] PermanentAddress { get; private set; } = [];
    public bool ProtocolDown { get; private set; }
    public byte XdpMode { get; private set; }
    public uint XdpProgram { get; private set; }
    public IReadOnlyList<string> AlternativeNames { get; private set; } = [];

    /// <summary>Of a port of a bridge, whether a frame may leave by it that came in by it; null where that was not asked for (AF_BRIDGE).</summary>
    public bool? Hairpin { get; private set; }

    /// <summary>null where they were not asked for.</summary>
    public InterfaceStatistics? Statistics { get; private set; }

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static LinkMessage Parse(ReadOnlySpan<byte> payload) => Parse(payload, statistics: false);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static LinkMessage ParseWithStatistics(ReadOnlySpan<byte> payload) => Parse(payload, statistics: true);

    private static LinkMessage Parse(ReadOnlySpan<byte> payload, bool statistics)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"a link of {payload.Length} bytes");
        var link = new LinkMessage
        {
            Family = payload[0],
            HardwareType = BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]),
            Index = BinaryPrimitives.ReadInt32LittleEndian(payload[IndexOffset..]),
            Flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]),
        };
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read())
        {
            // The kernel tells them whether they are asked for or not.
            if (attribute.Type == IFLA_STATS64 && statistics) link.Statistics = StatisticsParser.Parse(in attribute);
            else link.Take(in attribute);
        }

        return link.Name.Length > 0 ? link : throw KernelException.Malformed($"link {link.Index} has no name");
    }

    private void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case IFLA_IFNAME: Name = attribute.ReadString(); break;
            case IFLA_MTU: Mtu = attribute.ReadInt32(); break;
            case IFLA_LINK: Link = attribute.ReadInt32(); break;
            case IFLA_LINK_NETNSID: LinkNamespaceId = attribute.ReadInt32(); break;
            case IFLA_MASTER: Master = attribute.ReadInt32(); break;
            case IFLA_QDISC: QueueDiscipline = attribute.ReadString(); break;
            case IFLA_TXQLEN: QueueLength = attribute.ReadInt32(); break;
            case IFLA_OPERSTATE: OperationalState = attribute.ReadByte(); break;
            case IFLA_GROUP: Group = attribute.ReadInt32(); break;
            case IFLA_ADDRESS: Address = ByteCache.Get(attribute.Value); break;
            case IFLA_BROADCAST: Broadcast = ByteCache.Get(attribute.Value); break;
            case IFLA_PERM_ADDRESS: PermanentAddress = ByteCache.Get(attribute.Value); break;
            case IFLA_PROTO_DOWN: ProtocolDown = attribute.ReadByte() != 0; break;
            case IFLA_PROTINFO when Family == LibC.AF_BRIDGE: Hairpin = AttributeReader.Find(attribute.Value, IFLA_BRPORT_MODE) is [not 0, ..]; break;
            case IFLA_LINKINFO or IFLA_XDP or IFLA_PROP_LIST: TakeNest(attribute.Type, new AttributeReader(attribute.Value)); break;
        }
    }

    private void TakeNest(int nest, AttributeReader attribute)
    {
        while (attribute.Read())
        {
            switch (nest, attribute.Type)
            {
                case (IFLA_LINKINFO, IFLA_INFO_KIND): Kind = attribute.ReadString(); break;
                case (IFLA_XDP, IFLA_XDP_ATTACHED): XdpMode = attribute.ReadByte(); break;
                case (IFLA_XDP, IFLA_XDP_PROG_ID): XdpProgram = attribute.ReadUInt32(); break;
                case (IFLA_PROP_LIST, IFLA_ALT_IFNAME): AlternativeNames = [.. AlternativeNames, attribute.ReadString()]; break;
            }
        }
    }
}
