using System.Buffers.Binary;
using System.Net;
using ContainerNet.Linux.Netlink;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>Makes messages as the kernel tells of marked packets.</summary>
internal static class TraceDatagram
{
    /// <param name="table">The table.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="handle">The rule's number; 0 for a chain's end.</param>
    /// <param name="verdict">NF_* or NFT_*.</param>
    /// <param name="id">The packet's number.</param>
    /// <param name="packet">Source, its port, destination, its port; null where the message has no headers.</param>
    /// <param name="family">NFPROTO_*.</param>
    /// <returns>The whole message.</returns>
    public static byte[] Make(string table, string chain, ulong handle, int verdict, uint id = 1, TracedPacket? packet = null, byte family = NFPROTO_IPV4)
    {
        var buffer = new byte[1024];
        var message = new RequestBuilder(buffer, (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_TRACE, 0, 0, 4);
        message.Fixed[0] = family;
        message.Add(NFTA_TRACE_TABLE, table);
        message.Add(NFTA_TRACE_CHAIN, chain);
        var number = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, handle);
        if (handle != 0) message.Add(NFTA_TRACE_RULE_HANDLE, number);
        message.AddBigEndian(NFTA_TRACE_TYPE, handle != 0 ? NFT_TRACETYPE_RULE : NFT_TRACETYPE_POLICY);
        if (handle == 0)
        {
            message.AddBigEndian(NFTA_TRACE_POLICY, verdict);
        }
        else
        {
            var nest = message.Open(NFTA_TRACE_VERDICT);
            message.AddBigEndian(NFTA_VERDICT_CODE, verdict);
            if (verdict == NFT_JUMP) message.Add(NFTA_VERDICT_CHAIN, "TARGET");
            message.Close(nest);
        }

        message.AddBigEndian(NFTA_TRACE_ID, (int)id);
        if (packet is not null)
        {
            message.Add(NFTA_TRACE_NETWORK_HEADER, Network(packet));
            message.Add(NFTA_TRACE_TRANSPORT_HEADER, Transport(packet));
        }

        return message.Finish().ToArray();
    }

    /// <summary>The same, read.</summary>
    public static TraceMessage Read(string table, string chain, ulong handle, int verdict, uint id = 1, TracedPacket? packet = null) =>
        TraceMessage.Parse(Make(table, chain, handle, verdict, id, packet).AsSpan(MessageReader.HeaderSize));

    public static TracedPacket Packet(string source, int sourcePort, string destination, int port) => new(IPAddress.Parse(source), sourcePort, IPAddress.Parse(destination), port);

    private static byte[] Network(TracedPacket packet)
    {
        var isIPv4 = packet.Source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        var header = new byte[isIPv4 ? 20 : 40];
        header[0] = (byte)(isIPv4 ? 0x45 : 0x60);
        header[isIPv4 ? 9 : 6] = 6;
        packet.Source.GetAddressBytes().CopyTo(header, isIPv4 ? 12 : 8);
        packet.Destination.GetAddressBytes().CopyTo(header, isIPv4 ? 16 : 24);
        return header;
    }

    private static byte[] Transport(TracedPacket packet)
    {
        var header = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)packet.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)packet.DestinationPort);
        return header;
    }
}
