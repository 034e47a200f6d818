using System.Buffers.Text;
using System.Net;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux.Proc;

/// <summary>A socket that holds a port: a TCP one that listens, a UDP one that is bound.</summary>
/// <param name="Address">The address it is bound to; 0.0.0.0 or :: for all. A v6 wildcard takes IPv4 too unless it is IPV6_V6ONLY, which /proc does not say.</param>
/// <param name="Port">The port.</param>
/// <param name="Inode">The inode in <c>/proc/pid/fd</c>; 0 where the socket is the kernel's own.</param>
internal sealed record ListeningSocket(IPAddress Address, int Port, long Inode);

/// <summary>Reads <c>net/{tcp,tcp6,udp,udp6}</c> of this process' network namespace (proc_net(5)).</summary>
internal static class ListeningSockets
{
    // net/tcp_states.h
    private const uint TCP_LISTEN = 10;

    /// <summary>Those that hold a port, of both families; none for a protocol other than tcp and udp.</summary>
    /// <exception cref="KernelException">The files are there, but cannot be read.</exception>
    public static IReadOnlyList<ListeningSocket> Read(string protocol, int port)
    {
        var found = new List<ListeningSocket>();
        if (protocol is not ("tcp" or "udp")) return found;
        using var self = ProcessDirectory.OpenSelf();
        foreach (var name in new[] { $"net/{protocol}", $"net/{protocol}6" })
        {
            try
            {
                using var file = ProcFile.Read(self, name);
                Parse(file.Content, protocol == "tcp", port, found);
            }
            catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
            {
                // A kernel without that family.
                continue;
            }
        }

        return found;
    }

    /// <summary>sl, local address:port, remote one, state, queues, timer, retransmits, uid, timeout, inode ... under a heading.</summary>
    public static void Parse(ReadOnlySpan<byte> text, bool listeningOnly, int port, List<ListeningSocket> found)
    {
        Span<Range> fields = stackalloc Range[10];
        foreach (var range in Lines.Split(text))
        {
            var line = text[range];
            if (Lines.Fields(line, fields) < 10) continue;
            var local = line[fields[1]];
            var colon = local.IndexOf((byte)':');
            if (colon <= 0 || !TryHex(local[(colon + 1)..], out var number) || number != port) continue;
            if (listeningOnly && (!TryHex(line[fields[3]], out var state) || state != TCP_LISTEN)) continue;
            if (Utf8Parser.TryParse(line[fields[9]], out long inode, out _)) found.Add(new ListeningSocket(Address(local[..colon]), port, inode));
        }
    }

    /// <summary>Words of 32 bits, each printed as the processor reads it.</summary>
    private static IPAddress Address(ReadOnlySpan<byte> hex)
    {
        Span<uint> words = stackalloc uint[hex.Length / 8];
        for (var i = 0; i < words.Length; i++) TryHex(hex.Slice(i * 8, 8), out words[i]);
        return new IPAddress(MemoryMarshal.AsBytes(words));
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out uint value) => Utf8Parser.TryParse(text, out value, out _, 'x');
}
