using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace ContainerNet.LabKit;

/// <summary>An Ethernet frame with one TCP SYN over IPv4 (RFC 791, RFC 9293).</summary>
internal static class SynFrame
{
    public const int IPStart = 14;
    public const int Length = IPStart + IPLength + TcpLength;
    public const byte Tcp = 6;

    private const int IPLength = 20;
    private const int TcpLength = 20;
    private const int TcpStart = IPStart + IPLength;

    public static byte[] Make(PhysicalAddress toMac, PhysicalAddress fromMac, IPAddress from, IPAddress to, int fromPort, int toPort)
    {
        var frame = new byte[Length];
        toMac.GetAddressBytes().CopyTo(frame, 0);
        fromMac.GetAddressBytes().CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);

        var ip = frame.AsSpan(IPStart, IPLength);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], IPLength + TcpLength);
        ip[8] = 64;
        ip[9] = Tcp;
        from.GetAddressBytes().CopyTo(ip[12..]);
        to.GetAddressBytes().CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip, 0));

        var tcp = frame.AsSpan(TcpStart, TcpLength);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)toPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], 1_000_000);
        tcp[12] = TcpLength / 4 << 4;
        tcp[13] = 0x02;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 64240);
        // The pseudo header: both addresses, the protocol, the length.
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(tcp, Sum(ip[12..20]) + Tcp + TcpLength));
        return frame;
    }

    private static ushort Checksum(ReadOnlySpan<byte> data, uint start)
    {
        var sum = start + Sum(data);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(data[i..]);
        return sum;
    }
}
