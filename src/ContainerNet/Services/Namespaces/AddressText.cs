using System.Buffers.Binary;
using System.Globalization;
using ContainerNet.Linux;

namespace ContainerNet.Services.Namespaces;

/// <summary>Text for the bytes of addresses, as inet_ntop(3) and ip(8) write it.</summary>
internal static class AddressText
{
    private const int IPv4Size = 4;
    private const int IPv6Size = 16;
    private const int Groups = 8;

    // MAX_ADDR_LEN of linux/netdevice.h.
    private const int LongestLinkAddress = 32;

    // INET6_ADDRSTRLEN of netinet/in.h.
    private const int LongestText = 46;

    /// <summary>An IPv4 or IPv6 address.</summary>
    /// <exception cref="KernelException">Neither 4 nor 16 bytes.</exception>
    public static string Network(ReadOnlySpan<byte> address)
    {
        Span<char> text = stackalloc char[LongestText];
        return TextCache.Get(text[..(address.Length switch
        {
            IPv4Size => WriteVersion4(address, text),
            IPv6Size => WriteVersion6(address, text),
            _ => throw KernelException.Malformed($"an address of {address.Length} bytes"),
        })]);
    }

    /// <summary>A link layer address; tunnels have network addresses there.</summary>
    /// <exception cref="KernelException">More bytes than the kernel has room for.</exception>
    public static string Link(ReadOnlySpan<byte> address, int linkType)
    {
        if (address.Length == IPv4Size && linkType is LinkTypeNames.Tunnel or LinkTypeNames.Sit or LinkTypeNames.Gre) return Network(address);
        if (address.Length == IPv6Size && linkType is LinkTypeNames.Tunnel6 or LinkTypeNames.Gre6) return Network(address);
        if (address.Length > LongestLinkAddress) throw KernelException.Malformed($"a link layer address of {address.Length} bytes");
        Span<char> text = stackalloc char[LongestLinkAddress * 3];
        for (var i = 0; i < address.Length; i++)
        {
            text[(3 * i) + 2] = ':';
            address[i].TryFormat(text[(3 * i)..], out _, "x2", CultureInfo.InvariantCulture);
        }

        return TextCache.Get(text[..Math.Max((3 * address.Length) - 1, 0)]);
    }

    private static int WriteVersion4(ReadOnlySpan<byte> address, Span<char> text)
    {
        var length = 0;
        foreach (var value in address)
        {
            if (length > 0) text[length++] = '.';
            value.TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture);
            length += written;
        }

        return length;
    }

    /// <summary>IPAddress.ToString() writes the end of some addresses (ISATAP) dotted where inet_ntop does not, so it is done here.</summary>
    private static int WriteVersion6(ReadOnlySpan<byte> address, Span<char> text)
    {
        Span<ushort> groups = stackalloc ushort[Groups];
        for (var i = 0; i < Groups; i++) groups[i] = BinaryPrimitives.ReadUInt16BigEndian(address[(2 * i)..]);
        var (start, zeros) = LongestZeros(groups);
        var dotted = start == 0 && (zeros == 6 || (zeros == 5 && groups[5] == 0xFFFF));
        var length = 0;
        for (var i = 0; i < Groups; i++)
        {
            if (i > start && i < start + zeros) continue;
            if (i > 0 || i == start) text[length++] = ':';
            if (i == start) continue;
            if (dotted && i == 6) return length + WriteVersion4(address[12..], text[length..]);
            groups[i].TryFormat(text[length..], out var written, "x", CultureInfo.InvariantCulture);
            length += written;
        }

        if (start + zeros == Groups) text[length++] = ':';
        return length;
    }

    /// <summary>The first longest run of two or more zero groups; outside the address when there is none.</summary>
    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> groups)
    {
        var best = (Start: Groups + 1, Length: 0);
        for (var i = 0; i < Groups; i++)
        {
            var length = groups[i..].IndexOfAnyExcept((ushort)0);
            if (length < 0) length = Groups - i;
            if (length >= 2 && length > best.Length) best = (i, length);
        }

        return best;
    }
}
