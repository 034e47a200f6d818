using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Input;

namespace ContainerNet.Services.Publishing;

/// <summary>Which bindings of one port exclude each other (ip(7), ipv6(7)).</summary>
internal static class HostAddresses
{
    /// <summary>The addresses a mapping binds: both wildcards where it names none. The engine binds IPv6 without IPv4 (IPV6_V6ONLY).</summary>
    public static IPAddress[] Wanted(string hostIP) =>
        hostIP.Length == 0 ? [IPAddress.Any, IPAddress.IPv6Any]
        : IpText.TryParse(hostIP, out var address) ? [Plain(address)]
        : [];

    /// <summary>Whether a socket of the engine on one address excludes one of the engine on the other.</summary>
    public static bool Exclude(IPAddress one, IPAddress other)
    {
        var (a, b) = (Plain(one), Plain(other));
        return a.AddressFamily == b.AddressFamily && (a.Equals(b) || IsWildcard(a) || IsWildcard(b));
    }

    /// <summary>Whether it hangs on IPV6_V6ONLY: an IPv4 address is wanted, and a wildcard IPv6 socket is there.</summary>
    public static bool MayExclude(IPAddress wanted, IPAddress held) =>
        wanted.AddressFamily == AddressFamily.InterNetwork && held.Equals(IPAddress.IPv6Any);

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>An IPv4 address in IPv6 clothes (::ffff:10.0.0.1) holds the port in IPv4.</summary>
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
