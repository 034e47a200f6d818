using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Iptables.Matching;

/// <summary>What stands behind <c>-s</c> and <c>-d</c>: <c>ADDRESS[/PREFIX]</c> or <c>ADDRESS/MASK</c>.</summary>
internal sealed class AddressRange
{
    private readonly AddressFamily _family;
    private readonly UInt128 _network;
    private readonly UInt128? _mask;

    public AddressRange(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var network)) return;
        _family = network.AddressFamily;
        _mask = MaskOf(slash < 0 ? "" : text[(slash + 1)..], _family);
        _network = Bits(network) & (_mask ?? 0);
    }

    /// <summary>Whether an address is in it; Unknown where the text is none of these.</summary>
    public Answer Contains(IPAddress address)
    {
        if (_family == AddressFamily.Unspecified) return Answer.Unknown;
        if (_family != address.AddressFamily) return Answer.No;
        return _mask is { } mask ? Answers.Of((Bits(address) & mask) == _network) : Answer.Unknown;
    }

    private static UInt128 Bits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) && length == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128? MaskOf(string text, AddressFamily family)
    {
        var bits = family == AddressFamily.InterNetwork ? 32 : 128;
        var all = UInt128.MaxValue >> (128 - bits);
        if (text.Length == 0) return all;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)) return prefix > bits ? null : prefix == 0 ? 0 : (all << (bits - prefix)) & all;
        return IPAddress.TryParse(text, out var mask) && mask.AddressFamily == family ? Bits(mask) : null;
    }
}
