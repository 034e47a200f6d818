using System.Buffers.Binary;
using System.Net;
using System.Text;
using static ContainerNet.Linux.Netlink.NetfilterConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Writes the expressions of a rule of nftables that has the kernel tell of every rule that a flow's first packets meet (<c>meta nftrace set 1</c>).</summary>
internal static class TraceRule
{
    // RFC 9293, RFC 792, RFC 4443, RFC 791, RFC 8200: where it stands in a header, and how many bytes of it.
    private const int TcpFlagsAt = 13;
    private const int TcpSyn = 0x02;
    private const int TcpSynAckRstFin = 0x17;
    private const int EchoIdAt = 4;
    private const byte Echo4 = 8;
    private const byte Echo6 = 128;

    /// <param name="request">The request.</param>
    /// <param name="flow">The flow.</param>
    public static void Write(ref RequestBuilder request, TracePattern flow)
    {
        var list = request.Open(NFTA_RULE_EXPRESSIONS);
        Meta(ref request, NFT_META_NFPROTO, [flow.IsIPv4 ? (byte)NFPROTO_IPV4 : (byte)NFPROTO_IPV6]);
        Meta(ref request, NFT_META_L4PROTO, [flow.Protocol]);
        if (flow.InInterface.Length > 0) Meta(ref request, NFT_META_IIFNAME, Name(flow.InInterface));
        var (source, destination) = flow.IsIPv4 ? (12, 16) : (8, 24);
        if (flow.Source is { } from) Address(ref request, source, from);
        Address(ref request, destination, flow.Destination);
        if (flow.SourcePort is { } sourcePort) Port(ref request, 0, sourcePort);
        if (flow.DestinationPort is { } port) Port(ref request, 2, port);
        if (flow.Protocol is IPPROTO_ICMP or IPPROTO_ICMPV6) Field(ref request, NFT_PAYLOAD_TRANSPORT_HEADER, 0, [flow.IsIPv4 ? Echo4 : Echo6]);
        if (flow.EchoId is { } id) Port(ref request, EchoIdAt, id);
        if (flow.Protocol == IPPROTO_TCP) OnlySyn(ref request);
        SetTrace(ref request);
        request.Close(list);
    }

    private static void Meta(ref RequestBuilder request, int key, byte[] value)
    {
        Expression(ref request, "meta", (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_META_DREG, NFT_REG_1);
            data.AddBigEndian(NFTA_META_KEY, key);
        });
        Compare(ref request, value);
    }

    private static void Address(ref RequestBuilder request, int offset, IPAddress address) =>
        Field(ref request, NFT_PAYLOAD_NETWORK_HEADER, offset, address.GetAddressBytes());

    private static void Port(ref RequestBuilder request, int offset, int port)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)port);
        Field(ref request, NFT_PAYLOAD_TRANSPORT_HEADER, offset, bytes);
    }

    private static void Field(ref RequestBuilder request, int header, int offset, byte[] value)
    {
        Load(ref request, header, offset, value.Length);
        Compare(ref request, value);
    }

    private static void OnlySyn(ref RequestBuilder request)
    {
        Load(ref request, NFT_PAYLOAD_TRANSPORT_HEADER, TcpFlagsAt, 1);
        Expression(ref request, "bitwise", static (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_BITWISE_SREG, NFT_REG_1);
            data.AddBigEndian(NFTA_BITWISE_DREG, NFT_REG_1);
            data.AddBigEndian(NFTA_BITWISE_LEN, 1);
            Value(ref data, NFTA_BITWISE_MASK, [TcpSynAckRstFin]);
            Value(ref data, NFTA_BITWISE_XOR, [0]);
        });
        Compare(ref request, [TcpSyn]);
    }

    private static void SetTrace(ref RequestBuilder request)
    {
        Expression(ref request, "immediate", static (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_IMMEDIATE_DREG, NFT_REG_1);
            Value(ref data, NFTA_IMMEDIATE_DATA, [1]);
        });
        Expression(ref request, "meta", static (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_META_KEY, NFT_META_NFTRACE);
            data.AddBigEndian(NFTA_META_SREG, NFT_REG_1);
        });
    }

    private static void Load(ref RequestBuilder request, int header, int offset, int length) =>
        Expression(ref request, "payload", (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_PAYLOAD_DREG, NFT_REG_1);
            data.AddBigEndian(NFTA_PAYLOAD_BASE, header);
            data.AddBigEndian(NFTA_PAYLOAD_OFFSET, offset);
            data.AddBigEndian(NFTA_PAYLOAD_LEN, length);
        });

    private static void Compare(ref RequestBuilder request, byte[] value) =>
        Expression(ref request, "cmp", (ref RequestBuilder data) =>
        {
            data.AddBigEndian(NFTA_CMP_SREG, NFT_REG_1);
            data.AddBigEndian(NFTA_CMP_OP, NFT_CMP_EQ);
            Value(ref data, NFTA_CMP_DATA, value);
        });

    private static void Value(ref RequestBuilder request, int attribute, ReadOnlySpan<byte> value)
    {
        var nest = request.Open(attribute);
        request.Add(NFTA_DATA_VALUE, value);
        request.Close(nest);
    }

    private static void Expression(ref RequestBuilder request, string name, RequestPart data)
    {
        var element = request.Open(NFTA_LIST_ELEM);
        request.Add(NFTA_EXPR_NAME, name);
        var nest = request.Open(NFTA_EXPR_DATA);
        data(ref request);
        request.Close(nest);
        request.Close(element);
    }

    // The kernel compares the whole field.
    private static byte[] Name(string link)
    {
        var bytes = new byte[LibC.IFNAMSIZ];
        Encoding.UTF8.GetBytes(link, bytes);
        return bytes;
    }
}
