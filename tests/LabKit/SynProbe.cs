using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ContainerNet.LabKit;

/// <summary>
/// A neighbour who puts any address into a frame: sends one TCP SYN straight onto the cable (packet(7)), past its own routing, and tells
/// what came back to that port.
/// </summary>
internal static partial class SynProbe
{
    private const int AfPacket = 17;
    private const int SockRaw = 3;
    private const int EtherTypeIPv4 = 0x0800;
    private const int TcpFlags = 13;
    private const int Syn = 0x02;
    private const int Rst = 0x04;
    private const int Ack = 0x10;

    // Another one each time: the kernel remembers where a connection of the same four numbers was led to before.
    private static readonly int s_sourcePort = Random.Shared.Next(20_000, 32_000);

    /// <summary>Prints <c>SYN-ACK</c>, <c>RST</c>, or <c>nothing</c> after two seconds.</summary>
    public static string Run(string link, string mac, string from, string to, int port)
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().Single(item => item.Name == link);
        using var socket = Open(own.GetIPProperties().GetIPv4Properties().Index);
        var frame = SynFrame.Make(
            PhysicalAddress.Parse(mac.Replace(':', '-')), own.GetPhysicalAddress(), IPAddress.Parse(from), IPAddress.Parse(to), s_sourcePort, port);
        if (Send(socket, frame, frame.Length, 0) != frame.Length) throw new Win32Exception();
        return Wait(socket, port);
    }

    private static SafeFileHandle Open(int index)
    {
        var protocol = BinaryPrimitives.ReverseEndianness((ushort)EtherTypeIPv4);
        var socket = Socket(AfPacket, SockRaw, protocol);
        if (socket.IsInvalid) throw new Win32Exception();

        // struct sockaddr_ll: family, protocol in network order, index of the link.
        var address = new byte[20];
        BinaryPrimitives.WriteUInt16LittleEndian(address, AfPacket);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), EtherTypeIPv4);
        BinaryPrimitives.WriteInt32LittleEndian(address.AsSpan(4), index);
        return Bind(socket, address, address.Length) == 0 ? socket : throw new Win32Exception();
    }

    private static string Wait(SafeFileHandle socket, int port)
    {
        var frame = new byte[2048];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(2);)
        {
            const int DontWait = 0x40;
            var length = Receive(socket, frame, frame.Length, DontWait);
            if (length < 0) Thread.Sleep(5);
            else if (Answer(frame.AsSpan(0, (int)length), port) is { } answer) return answer;
        }

        return "nothing";
    }

    private static string? Answer(ReadOnlySpan<byte> frame, int port)
    {
        if (frame.Length < SynFrame.Length || frame[SynFrame.IPStart + 9] != SynFrame.Tcp) return null;
        var tcp = frame[(SynFrame.IPStart + ((frame[SynFrame.IPStart] & 0xf) * 4))..];
        if (tcp.Length < 20 || BinaryPrimitives.ReadUInt16BigEndian(tcp) != port) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]) != s_sourcePort) return null;
        return (tcp[TcpFlags] & (Syn | Rst | Ack)) switch
        {
            Syn | Ack => "SYN-ACK",
            var flags when (flags & Rst) != 0 => "RST",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial SafeFileHandle Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(SafeFileHandle socket, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeFileHandle socket, byte[] data, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeFileHandle socket, byte[] data, nint length, int flags);
}
