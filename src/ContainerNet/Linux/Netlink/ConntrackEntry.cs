using System.Buffers.Binary;
using System.Net;
using static ContainerNet.Linux.Netlink.ConntrackConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A tracked connection, as far as this module asks: where it was sent to, and who answers.</summary>
internal sealed class ConntrackEntry
{
    /// <summary>The size of struct nfgenmsg.</summary>
    public const int HeaderSize = 4;

    /// <summary>AF_INET or AF_INET6.</summary>
    public byte Family { get; private set; }

    /// <summary>IPPROTO_*.</summary>
    public byte Protocol { get; private set; }

    /// <summary>The client's address, before any SNAT.</summary>
    public IPAddress Source { get; private set; } = IPAddress.None;

    /// <summary>The address the client sent to, before any DNAT.</summary>
    public IPAddress Destination { get; private set; } = IPAddress.None;

    /// <summary>The port the client sent to; 0 where the protocol has none.</summary>
    public ushort DestinationPort { get; private set; }

    /// <summary>The address that answers, behind any DNAT.</summary>
    public IPAddress Answering { get; private set; } = IPAddress.None;

    /// <summary>What names the entry to the kernel: the bytes of its original tuple, its id and its zone.</summary>
    public byte[] Tuple { get; private set; } = [];

    public byte[] Id { get; private set; } = [];

    public byte[] Zone { get; private set; } = [];

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static ConntrackEntry Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"a tracked connection of {payload.Length} bytes");
        var entry = new ConntrackEntry { Family = payload[0] };
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read())
        {
            switch (attribute.Type)
            {
                case CTA_TUPLE_ORIG: entry.TakeOriginal(attribute.Value); break;
                case CTA_TUPLE_REPLY: entry.Answering = ReadAddress(attribute.Value, CTA_IP_V4_SRC, CTA_IP_V6_SRC); break;
                case CTA_ID: entry.Id = attribute.Value.ToArray(); break;
                case CTA_ZONE: entry.Zone = attribute.Value.ToArray(); break;
            }
        }

        return entry;
    }

    private void TakeOriginal(ReadOnlySpan<byte> tuple)
    {
        Tuple = tuple.ToArray();
        Source = ReadAddress(tuple, CTA_IP_V4_SRC, CTA_IP_V6_SRC);
        Destination = ReadAddress(tuple, CTA_IP_V4_DST, CTA_IP_V6_DST);
        var attribute = new AttributeReader(AttributeReader.Find(tuple, CTA_TUPLE_PROTO));
        while (attribute.Read())
        {
            if (attribute.Type == CTA_PROTO_NUM) Protocol = attribute.ReadByte();
            else if (attribute.Type == CTA_PROTO_DST_PORT) DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(attribute.Fixed(sizeof(ushort)));
        }
    }

    private static IPAddress ReadAddress(ReadOnlySpan<byte> tuple, int ipv4, int ipv6)
    {
        var attribute = new AttributeReader(AttributeReader.Find(tuple, CTA_TUPLE_IP));
        while (attribute.Read())
        {
            if (attribute.Type == ipv4) return new IPAddress(attribute.Fixed(4)[..4]);
            if (attribute.Type == ipv6) return new IPAddress(attribute.Fixed(16)[..16]);
        }

        return IPAddress.None;
    }
}
