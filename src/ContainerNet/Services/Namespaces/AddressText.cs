using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using ContainerNet.Linux;

namespace ContainerNet.Services.Namespaces;

/// <summary>Text for the bytes of addresses, as inet_ntop(3) and ip(8) write it.</summary>
internal static class AddressText
{
    private const int IPv4Size = 4;
    private const int IPv6Size = 16;
    private const int Groups = 8;

    /// <summary>An IPv4 or IPv6 address.</summary>
    /// <exception cref="KernelException">Neither 4 nor 16 bytes.</exception>
    public static string Network(ReadOnlySpan<byte> address) => address.Length switch
    {
        IPv4Size => new IPAddress(address).ToString(),
        IPv6Size => Version6(address),
        _ => throw KernelException.Malformed($"an address of {address.Length} bytes"),
    };

    /// <summary>A link layer address; tunnels have network addresses there.</summary>
    public static string Link(ReadOnlySpan<byte> address, int linkType)
    {
        if (address.Length == IPv4Size && linkType is LinkTypeNames.Tunnel or LinkTypeNames.Sit or LinkTypeNames.Gre) return Network(address);
        if (address.Length == IPv6Size && linkType is LinkTypeNames.Tunnel6 or LinkTypeNames.Gre6) return Network(address);
        var text = new StringBuilder(address.Length * 3);
        foreach (var value in address)
        {
            if (text.Length > 0) text.Append(':');
            text.Append(CultureInfo.InvariantCulture, $"{value:x2}");
        }

        return text.ToString();
    }

    /// <summary>IPAddress.ToString() writes the end of some addresses (ISATAP) dotted where inet_ntop does not, so it is done here.</summary>
    private static string Version6(ReadOnlySpan<byte> address)
    {
        Span<ushort> groups = stackalloc ushort[Groups];
        for (var i = 0; i < Groups; i++) groups[i] = BinaryPrimitives.ReadUInt16BigEndian(address[(2 * i)..]);
        var (start, length) = LongestZeros(groups);
        var dotted = start == 0 && (length == 6 || (length == 5 && groups[5] == 0xFFFF));
        var text = new StringBuilder(40);
        for (var i = 0; i < Groups; i++)
        {
            if (i >= start && i < start + length)
            {
                if (i == start) text.Append(':');
                continue;
            }

            if (i > 0) text.Append(':');
            if (dotted && i == 6) return text.Append(new IPAddress(address[12..])).ToString();
            text.Append(CultureInfo.InvariantCulture, $"{groups[i]:x}");
        }

        if (start + length == Groups) text.Append(':');
        return text.ToString();
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
