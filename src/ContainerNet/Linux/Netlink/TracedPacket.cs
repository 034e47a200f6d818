using System.Buffers.Binary;
using System.Net;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A packet's ends, read from its headers (RFC 791, RFC 8200, RFC 9293, RFC 768).</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="SourcePort">The port; 0 where the protocol has none.</param>
/// <param name="Destination">Where it goes to.</param>
/// <param name="DestinationPort">The port; 0 where the protocol has none.</param>
internal sealed record TracedPacket(IPAddress Source, int SourcePort, IPAddress Destination, int DestinationPort)
{
    private const int HeaderSize4 = 20;
    private const int HeaderSize6 = 40;
    private const int PortsSize = 4;

    /// <exception cref="KernelException">The header is neither IPv4's nor IPv6's, or cut off.</exception>
    public static TracedPacket Parse(ReadOnlySpan<byte> network, ReadOnlySpan<byte> transport)
    {
        var version = network[0] >> 4;
        var size = version switch { 4 => HeaderSize4, 6 => HeaderSize6, _ => throw KernelException.Malformed($"a packet of IP version {version}") };
        if (network.Length < size) throw KernelException.Malformed($"a network header of {network.Length} bytes");
        var isIPv4 = version == 4;
        var source = isIPv4 ? network[12..16] : network[8..24];
        var destination = isIPv4 ? network[16..20] : network[24..40];
        var protocol = isIPv4 ? network[9] : network[6];
        var hasPorts = protocol is IPPROTO_TCP or IPPROTO_UDP && transport.Length >= PortsSize;
        return new TracedPacket(
            new IPAddress(source), hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(transport) : 0,
            new IPAddress(destination), hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(transport[2..]) : 0);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        SourcePort == 0 && DestinationPort == 0 ? $"{Source} -> {Destination}" : $"{new IPEndPoint(Source, SourcePort)} -> {new IPEndPoint(Destination, DestinationPort)}";
}
