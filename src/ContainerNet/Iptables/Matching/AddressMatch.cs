using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Iptables.Matching;

/// <summary>Compares addresses with what stands behind <c>-s</c>, <c>-d</c> and their like.</summary>
internal static class AddressMatch
{
    /// <summary>Whether an address is in <c>ADDRESS[/PREFIX]</c> or <c>ADDRESS/MASK</c>; Unknown where the text is none of these.</summary>
    public static Answer IsIn(IPAddress address, string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? range : range[..slash], out var network)) return Answer.Unknown;
        if (network.AddressFamily != address.AddressFamily) return Answer.No;
        var mask = MaskOf(slash < 0 ? "" : range[(slash + 1)..], network);
        if (mask is null) return Answer.Unknown;
        var (own, other) = (address.GetAddressBytes(), network.GetAddressBytes());
        for (var i = 0; i < own.Length; i++)
        {
            if ((own[i] & mask[i]) != (other[i] & mask[i])) return Answer.No;
        }

        return Answer.Yes;
    }

    /// <summary>Whether an address is between two, as <c>--src-range A-B</c> has it.</summary>
    public static Answer IsBetween(IPAddress address, string range)
    {
        if (range.Split('-') is not [var low, var high] || !IPAddress.TryParse(low, out var first) || !IPAddress.TryParse(high, out var last)) return Answer.Unknown;
        return Answers.Of(Compare(first, address) <= 0 && Compare(address, last) <= 0);
    }

    private static int Compare(IPAddress one, IPAddress other) => one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes());

    private static byte[]? MaskOf(string text, IPAddress network)
    {
        var bits = network.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (text.Length == 0) return MaskOf(bits, bits);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)) return prefix <= bits ? MaskOf(prefix, bits) : null;
        return IPAddress.TryParse(text, out var mask) && mask.AddressFamily == network.AddressFamily ? mask.GetAddressBytes() : null;
    }

    private static byte[] MaskOf(int prefix, int bits)
    {
        var mask = new byte[bits / 8];
        for (var i = 0; i < prefix; i++) mask[i / 8] |= (byte)(0x80 >> (i % 8));
        return mask;
    }
}
