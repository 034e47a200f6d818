using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>
/// Reads an IP address as the engine does (Go's net.ParseIP): four decimal numbers, or IPv6 without zone. .NET's own reader also takes
/// <c>80</c>, <c>127.1</c> and <c>010.0.0.1</c> (octal), which would mean another address there.
/// </summary>
internal static class IpText
{
    public static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (!text.Contains(':', StringComparison.Ordinal)) return IsDottedQuad(text) && IPAddress.TryParse(text, out address!);
        if (!text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')) return false;
        var tail = text[(text.LastIndexOf(':') + 1)..];
        if (tail.Contains('.', StringComparison.Ordinal) && !IsDottedQuad(tail)) return false;
        return IPAddress.TryParse(text, out address!) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>The address in its usual spelling.</summary>
    /// <exception cref="ContainerNetException">AddressInvalid; target is the text.</exception>
    public static string Parse(string text) => ParseAddress(text).ToString();

    /// <inheritdoc cref="Parse"/>
    public static IPAddress ParseAddress(string text) =>
        TryParse(text, out var address) ? address : throw ContainerNetException.Create(ErrorId.AddressInvalid, text, text, Text.Get("Reason_AddressNoIP"));

    private static bool IsDottedQuad(string text) =>
        text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') && byte.TryParse(p, out _));
}
