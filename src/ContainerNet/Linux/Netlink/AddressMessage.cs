using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>An address as RTM_NEWADDR tells it (struct ifaddrmsg of linux/if_addr.h), still in the kernel's numbers.</summary>
internal sealed class AddressMessage
{
    /// <summary>The size of struct ifaddrmsg.</summary>
    public const int HeaderSize = 8;

    private const int CacheInfoSize = 16;

    public byte Family { get; private init; }
    public byte PrefixLength { get; private init; }
    public byte Scope { get; private init; }
    public int LinkIndex { get; private init; }
    public uint Flags { get; private set; }

    /// <summary>The interface's own address; empty when the kernel gave none.</summary>
    public byte[] Local { get; private set; } = [];

    /// <summary>The prefix's address: the peer's on a point-to-point link, else the same as <see cref="Local"/>.</summary>
    public byte[] Prefix { get; private set; } = [];
    public byte[] Broadcast { get; private set; } = [];
    public string Label { get; private set; } = "";
    public uint Metric { get; private set; }

    /// <summary>Seconds; <see cref="uint.MaxValue"/> is forever.</summary>
    public uint ValidLifetime { get; private set; } = uint.MaxValue;

    /// <summary>Seconds; <see cref="uint.MaxValue"/> is forever.</summary>
    public uint PreferredLifetime { get; private set; } = uint.MaxValue;

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static AddressMessage Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"an address of {payload.Length} bytes");
        var address = new AddressMessage
        {
            Family = payload[0],
            PrefixLength = payload[1],
            Flags = payload[2],
            Scope = payload[3],
            LinkIndex = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
        };
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read()) address.Take(in attribute);
        if (address.Local.Length == 0) address.Local = address.Prefix;
        if (address.Prefix.Length == 0) address.Prefix = address.Local;
        return address;
    }

    private void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case IFA_LOCAL: Local = ByteCache.Get(attribute.Value); break;
            case IFA_ADDRESS: Prefix = ByteCache.Get(attribute.Value); break;
            case IFA_BROADCAST: Broadcast = ByteCache.Get(attribute.Value); break;
            case IFA_LABEL: Label = attribute.ReadString(); break;
            case IFA_FLAGS: Flags = attribute.ReadUInt32(); break;
            case IFA_RT_PRIORITY: Metric = attribute.ReadUInt32(); break;
            case IFA_CACHEINFO:
                var info = attribute.Fixed(CacheInfoSize);
                PreferredLifetime = BinaryPrimitives.ReadUInt32LittleEndian(info);
                ValidLifetime = BinaryPrimitives.ReadUInt32LittleEndian(info[4..]);
                break;
        }
    }
}
