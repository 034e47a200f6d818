using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>What the kernel tells of a marked packet at one rule, or at the end of a chain (NFT_MSG_TRACE of nf_tables.h).</summary>
internal sealed record TraceMessage
{
    /// <summary>The table's family, NFPROTO_*.</summary>
    public byte Family { get; private set; }

    public string Table { get; private set; } = "";

    public string Chain { get; private set; } = "";

    /// <summary>The rule's; 0 at the end of a chain.</summary>
    public ulong Handle { get; private set; }

    /// <summary>NFT_TRACETYPE_*.</summary>
    public int Type { get; private set; }

    /// <summary>NF_* and NFT_*; of a base chain's end its policy.</summary>
    public int Verdict { get; private set; }

    /// <summary>The chain a rule leads to; empty where it leads to none.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The same for a packet for as long as it stays the same to the kernel; not unique for ever.</summary>
    public uint Id { get; private set; }

    /// <summary>The packet as it comes to a base chain; null where the kernel has told it already.</summary>
    public TracedPacket? Packet { get; private set; }

    /// <summary>Whether it tells of a rule, and not of a chain's end.</summary>
    public bool IsRule => Type == NFT_TRACETYPE_RULE && Handle != 0;

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static TraceMessage Parse(ReadOnlySpan<byte> payload)
    {
        var attribute = NftablesNetlink.Attributes(payload);
        var message = new TraceMessage { Family = payload[0] };
        ReadOnlySpan<byte> network = [], transport = [];
        while (attribute.Read())
        {
            switch (attribute.Type)
            {
                case NFTA_TRACE_NETWORK_HEADER: network = attribute.Value; break;
                case NFTA_TRACE_TRANSPORT_HEADER: transport = attribute.Value; break;
                default: message.Take(in attribute); break;
            }
        }

        if (message.Table.Length == 0 || message.Chain.Length == 0) throw KernelException.Malformed("a trace without its table or chain");
        if (!network.IsEmpty) message.Packet = TracedPacket.Parse(network, transport);
        return message;
    }

    private void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case NFTA_TRACE_TABLE: Table = attribute.ReadString(); break;
            case NFTA_TRACE_CHAIN: Chain = attribute.ReadString(); break;
            case NFTA_TRACE_RULE_HANDLE: Handle = BinaryPrimitives.ReadUInt64BigEndian(attribute.Fixed(sizeof(ulong))); break;
            case NFTA_TRACE_TYPE: Type = Number(in attribute); break;
            case NFTA_TRACE_ID: Id = (uint)Number(in attribute); break;
            case NFTA_TRACE_POLICY: Verdict = Number(in attribute); break;
            case NFTA_TRACE_VERDICT: TakeVerdict(new AttributeReader(attribute.Value)); break;
        }
    }

    private void TakeVerdict(AttributeReader attribute)
    {
        while (attribute.Read())
        {
            if (attribute.Type == NFTA_VERDICT_CODE) Verdict = Number(in attribute);
            else if (attribute.Type == NFTA_VERDICT_CHAIN) Target = attribute.ReadString();
        }
    }

    private static int Number(in AttributeReader attribute) => BinaryPrimitives.ReadInt32BigEndian(attribute.Fixed(sizeof(int)));
}
