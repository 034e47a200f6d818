using System.Buffers.Text;

namespace ContainerNet.Linux.Proc;

/// <summary>Counts the routes in <c>net/route</c> and <c>net/ipv6_route</c> of a process (proc_net(5)).</summary>
/// <param name="Count">The routes of the main tables beyond those of <c>lo</c>.</param>
/// <param name="HasDefault">Whether there is an IPv4 default route.</param>
internal readonly record struct RouteTable(int Count, bool HasDefault)
{
    // linux/route.h and linux/ipv6_route.h
    private const uint RTF_REJECT = 0x0200;
    private const uint RTF_ANYCAST = 0x00100000;
    private const uint RTF_LOCAL = 0x80000000;

    /// <exception cref="KernelException">The files are there, but cannot be read.</exception>
    public static RouteTable Read(ProcessDirectory process)
    {
        var v4 = ReadFile(process, "net/route", ParseV4);
        var v6 = ReadFile(process, "net/ipv6_route", ParseV6);
        return new RouteTable(v4.Count + v6.Count, v4.HasDefault);
    }

    /// <summary>Iface, Destination, Gateway, Flags, RefCnt, Use, Metric, Mask ... under a heading.</summary>
    public static RouteTable ParseV4(ReadOnlySpan<byte> text)
    {
        var table = default(RouteTable);
        Span<Range> fields = stackalloc Range[16];
        var heading = true;
        foreach (var range in Lines.Split(text))
        {
            var line = text[range];
            if (heading || Lines.Fields(line, fields) < 8)
            {
                heading = false;
                continue;
            }

            if (line[fields[0]].SequenceEqual("lo"u8)) continue;
            var isDefault = Hex(line[fields[1]]) == 0 && Hex(line[fields[7]]) == 0 && (Hex(line[fields[3]]) & RTF_REJECT) == 0;
            table = new RouteTable(table.Count + 1, table.HasDefault || isDefault);
        }

        return table;
    }

    /// <summary>Destination, prefix length, source, prefix length, gateway, metric, references, use, flags, interface.</summary>
    public static RouteTable ParseV6(ReadOnlySpan<byte> text)
    {
        var count = 0;
        Span<Range> fields = stackalloc Range[16];
        foreach (var range in Lines.Split(text))
        {
            var line = text[range];
            if (Lines.Fields(line, fields) < 10 || line[fields[9]].SequenceEqual("lo"u8)) continue;

            // The file mixes the main table with the local one: own and anycast addresses, and the multicast prefix of each device.
            if ((Hex(line[fields[8]]) & (RTF_LOCAL | RTF_ANYCAST)) != 0 || line[fields[0]].StartsWith("ff"u8)) continue;
            count++;
        }

        return new RouteTable(count, false);
    }

    private static uint Hex(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out uint value, out _, 'x') ? value : throw KernelException.FromErrno("/proc/net", Errno.EBADMSG);

    private delegate RouteTable Parser(ReadOnlySpan<byte> text);

    private static RouteTable ReadFile(ProcessDirectory process, string name, Parser parse)
    {
        try
        {
            using var file = ProcFile.Read(process, name);
            return parse(file.Content);
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            // A kernel without that family. A process that died shows in the next read of its namespaces.
            return default;
        }
    }
}
