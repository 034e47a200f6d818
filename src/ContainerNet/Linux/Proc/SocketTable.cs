using System.Buffers.Text;
using System.Net;
using System.Runtime.InteropServices;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Linux.Proc;

/// <summary>Reads <c>net/{tcp,udp,raw}</c> and their IPv6 fellows (proc_net(5)), where the kernel has no diagnostics, or none are needed.</summary>
internal static class SocketTable
{
    private const int FieldsNeeded = 10;

    /// <summary>The sockets of a table of a process' network namespace; none where the kernel lacks that family or protocol.</summary>
    /// <exception cref="KernelException">The file is there, but cannot be read.</exception>
    public static List<SocketMessage> Read(ProcessDirectory process, string name)
    {
        try
        {
            using var file = ProcFile.Read(process, $"net/{name}");
            return Parse(file.Content);
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            return [];
        }
    }

    /// <summary>sl, local address:port, remote one, state, queues, timer, retransmits, uid, timeout, inode ... under a heading.</summary>
    public static List<SocketMessage> Parse(ReadOnlySpan<byte> text)
    {
        var found = new List<SocketMessage>();
        Span<Range> fields = stackalloc Range[FieldsNeeded];
        foreach (var range in Lines.Split(text))
        {
            var line = text[range];
            if (Lines.Fields(line, fields) == FieldsNeeded && TryRead(line, fields) is { } socket) found.Add(socket);
        }

        return found;
    }

    /// <summary>null for a line that is no socket, such as the heading.</summary>
    private static SocketMessage? TryRead(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields)
    {
        if (!TryPair(line[fields[1]], out var local, out var localPort) || !TryPair(line[fields[2]], out var remote, out var remotePort)) return null;
        if (!TryPair(line[fields[4]], out var queue, out var received) || !TryHex(queue, out var sent) || !TryHex(line[fields[3]], out var state)) return null;
        if (Address(local) is not { } localAddress || Address(remote) is not { } remoteAddress) return null;
        if (!Utf8Parser.TryParse(line[fields[9]], out long inode, out _) || !Utf8Parser.TryParse(line[fields[7]], out uint user, out _)) return null;
        return new SocketMessage
        {
            State = (int)state,
            LocalAddress = localAddress,
            LocalPort = (int)localPort,
            RemoteAddress = remoteAddress,
            RemotePort = (int)remotePort,
            ReceiveQueue = received,
            SendQueue = sent,
            UserId = user,
            Inode = inode,
        };
    }

    private static bool TryPair(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> first, out uint second)
    {
        var colon = text.IndexOf((byte)':');
        first = colon > 0 ? text[..colon] : [];
        second = 0;
        return colon > 0 && TryHex(text[(colon + 1)..], out second);
    }

    /// <summary>Words of 32 bits, each printed as the processor reads it.</summary>
    private static IPAddress? Address(ReadOnlySpan<byte> hex)
    {
        if (hex.Length is not (8 or 32)) return null;
        Span<uint> words = stackalloc uint[hex.Length / 8];
        for (var i = 0; i < words.Length; i++)
        {
            if (!TryHex(hex.Slice(i * 8, 8), out words[i])) return null;
        }

        return new IPAddress(MemoryMarshal.AsBytes(words));
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out uint value) => Utf8Parser.TryParse(text, out value, out var used, 'x') && used == text.Length;
}
