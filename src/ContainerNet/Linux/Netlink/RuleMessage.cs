using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A rule that chooses a routing table (struct fib_rule_hdr of linux/fib_rules.h), still in the kernel's numbers.</summary>
internal sealed class RuleMessage : RoutingMessage
{
    private RuleMessage(ReadOnlySpan<byte> payload)
        : base(payload, "a rule")
    {
        Action = payload[7];
        TakeAttributes(payload);
    }

    /// <summary>FR_ACT_*.</summary>
    public byte Action { get; }
    public uint Priority { get; private set; }
    public string InputInterface { get; private set; } = "";
    public string OutputInterface { get; private set; } = "";
    public uint Mark { get; private set; }
    public uint MarkMask { get; private set; }
    public byte Protocol { get; private set; }

    /// <summary>Routes with a prefix this short do not count; -1 for no such limit.</summary>
    public int SuppressedPrefixLength { get; private set; } = -1;

    /// <summary>Whether it asks for more than is known here: ports, users, tunnels ...</summary>
    public bool HasOther { get; private set; }

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static RuleMessage Parse(ReadOnlySpan<byte> payload) => new(payload);

    /// <inheritdoc/>
    protected override void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case FRA_IIFNAME: InputInterface = attribute.ReadString(); break;
            case FRA_OIFNAME: OutputInterface = attribute.ReadString(); break;
            case FRA_PRIORITY: Priority = attribute.ReadUInt32(); break;
            case FRA_FWMARK: Mark = attribute.ReadUInt32(); break;
            case FRA_FWMASK: MarkMask = attribute.ReadUInt32(); break;
            case FRA_PROTOCOL: Protocol = attribute.ReadByte(); break;
            case FRA_SUPPRESS_PREFIXLEN: SuppressedPrefixLength = attribute.ReadInt32(); break;
            default: HasOther = true; break;
        }
    }
}
