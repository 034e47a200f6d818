using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A rule that chooses a routing table (struct fib_rule_hdr of linux/fib_rules.h), still in the kernel's numbers.</summary>
internal sealed class RuleMessage
{
    /// <summary>The size of struct fib_rule_hdr.</summary>
    public const int HeaderSize = 12;

    public byte Family { get; private init; }
    public byte DestinationLength { get; private init; }
    public byte SourceLength { get; private init; }
    public byte TypeOfService { get; private init; }

    /// <summary>FR_ACT_*.</summary>
    public byte Action { get; private init; }
    public uint Flags { get; private init; }
    public uint Table { get; private set; }
    public uint Priority { get; private set; }
    public byte[] Destination { get; private set; } = [];
    public byte[] Source { get; private set; } = [];
    public string InputInterface { get; private set; } = "";
    public string OutputInterface { get; private set; } = "";
    public uint Mark { get; private set; }
    public uint MarkMask { get; private set; }
    public byte Protocol { get; private set; }

    /// <summary>Routes with a prefix this short do not count; -1 for no such limit.</summary>
    public int SuppressedPrefixLength { get; private set; } = -1;

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static RuleMessage Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize) throw KernelException.Malformed($"a rule of {payload.Length} bytes");
        var rule = new RuleMessage
        {
            Family = payload[0],
            DestinationLength = payload[1],
            SourceLength = payload[2],
            TypeOfService = payload[3],
            Table = payload[4],
            Action = payload[7],
            Flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]),
        };
        var attribute = new AttributeReader(payload[HeaderSize..]);
        while (attribute.Read()) rule.Take(in attribute);
        return rule;
    }

    private void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case FRA_DST: Destination = attribute.Value.ToArray(); break;
            case FRA_SRC: Source = attribute.Value.ToArray(); break;
            case FRA_IIFNAME: InputInterface = attribute.ReadString(); break;
            case FRA_OIFNAME: OutputInterface = attribute.ReadString(); break;
            case FRA_PRIORITY: Priority = attribute.ReadUInt32(); break;
            case FRA_TABLE: Table = attribute.ReadUInt32(); break;
            case FRA_FWMARK: Mark = attribute.ReadUInt32(); break;
            case FRA_FWMASK: MarkMask = attribute.ReadUInt32(); break;
            case FRA_PROTOCOL: Protocol = attribute.ReadByte(); break;
            case FRA_SUPPRESS_PREFIXLEN: SuppressedPrefixLength = attribute.ReadInt32(); break;
        }
    }
}
