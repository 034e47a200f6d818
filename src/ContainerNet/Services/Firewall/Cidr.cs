using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services.Input;

namespace ContainerNet.Services.Firewall;

/// <summary>Addresses and networks as iptables-save spells them: with the length of the prefix, and no bit set behind it.</summary>
internal static class Cidr
{
    /// <summary>One address as a network.</summary>
    public static string Of(IPAddress address) => Of(address, LengthOf(address));

    /// <summary>The network an address is in.</summary>
    /// <param name="address">An address; one of IPv6 without its scope.</param>
    /// <param name="length">The length of the prefix in bits.</param>
    public static string Of(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xff << Math.Clamp(8 - (length - (i * 8)), 0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{length}");
    }

    /// <summary>Reads an address, or a network such as <c>10.0.0.0/8</c> or <c>fd00::/8</c>, into its usual spelling.</summary>
    /// <exception cref="ContainerNetException">AddressInvalid; target is the text.</exception>
    public static string Parse(string text)
    {
        string[] parts = text.Trim().Split('/');
        if (parts.Length > 2 || !IpText.TryParse(parts[0], out var address)) throw Invalid(text);
        if (address.IsIPv4MappedToIPv6) throw Invalid(text);
        if (parts.Length == 1) return Of(address);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= LengthOf(address)
            ? Of(address, length)
            : throw Invalid(text);
    }

    /// <summary>The family of an address or a network in its usual spelling.</summary>
    public static AddressFamily FamilyOf(string text) =>
        text.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    /// <summary>Whether a network holds every address of its family: iptables has no word for that, and leaves it out.</summary>
    public static bool IsEverything(string network) => network.EndsWith("/0", StringComparison.Ordinal);

    private static int LengthOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static ContainerNetException Invalid(string text) =>
        ContainerNetException.Create(ErrorId.AddressInvalid, text, text, Text.Get("Reason_AddressNoNetwork"));
}
