using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Linux;

/// <summary>Sends the first packet of a flow from a network namespace: it opens a TCP connection, sends an empty datagram, or an ICMP echo request.</summary>
internal sealed class FlowProbe : IDisposable
{
    // RFC 792, RFC 4443.
    private const byte Echo4 = 8;
    private const byte Echo6 = 128;
    private const int EchoSize = 16;

    private readonly Socket _socket;

    private FlowProbe(Socket socket) => _socket = socket;

    /// <summary>The port it sends from; null where the protocol has none.</summary>
    public int? SourcePort { get; private set; }

    /// <summary>The identifier of its echo request; null where it sends none.</summary>
    public ushort? EchoId { get; private set; }

    /// <summary>Opens one; nothing is sent yet.</summary>
    /// <param name="networkNamespace">The open namespace; null for this process' own.</param>
    /// <param name="protocol">IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP or IPPROTO_ICMPV6.</param>
    /// <param name="source">The address it sends from, or the family's "any".</param>
    /// <exception cref="KernelException">The namespace may not be entered, or a right is missing (CAP_NET_RAW).</exception>
    /// <exception cref="SocketException">The address is not there.</exception>
    public static FlowProbe Open(SafeDescriptor? networkNamespace, int protocol, IPAddress source)
    {
        var type = protocol switch
        {
            SocketConstants.IPPROTO_TCP => SocketType.Stream, SocketConstants.IPPROTO_UDP => SocketType.Dgram, _ => SocketType.Raw,
        };
        var probe = new FlowProbe(InternetSocket.Open(networkNamespace, source.AddressFamily, type, protocol));
        try
        {
            probe._socket.Blocking = false;
            probe._socket.Bind(new IPEndPoint(source, 0));
            if (type == SocketType.Raw) probe.EchoId = (ushort)Random.Shared.Next(1, ushort.MaxValue);
            else probe.SourcePort = ((IPEndPoint)probe._socket.LocalEndPoint!).Port;
            return probe;
        }
        catch
        {
            probe.Dispose();
            throw;
        }
    }

    /// <summary>Sends the packet.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="port">The port; ignored for icmp.</param>
    /// <exception cref="SocketException">The kernel does not send it, or the firewall has ended it (EPERM).</exception>
    public void Send(IPAddress destination, int port)
    {
        var end = new IPEndPoint(destination, EchoId is null ? port : 0);
        if (EchoId is { } id) _socket.SendTo(Echo(destination.AddressFamily, id), end);
        else if (_socket.SocketType == SocketType.Dgram) _socket.SendTo([], end);
        else Connect(end);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Connect(IPEndPoint end)
    {
        try
        {
            _socket.Connect(end);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.ConnectionRefused)
        {
            // It is on its way, and perhaps answered already.
        }
    }

    private static byte[] Echo(AddressFamily family, ushort id)
    {
        var packet = new byte[EchoSize];
        packet[0] = family == AddressFamily.InterNetwork ? Echo4 : Echo6;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), id);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), 1);

        // The kernel fills in that of ICMPv6 by itself.
        if (family == AddressFamily.InterNetwork) BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), Checksum(packet));
        return packet;
    }

    private static ushort Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(data[i..]);
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
