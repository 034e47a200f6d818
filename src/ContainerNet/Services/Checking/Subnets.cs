using System.Net;

namespace ContainerNet.Services.Checking;

/// <summary>Compares networks in CIDR form, whatever bits are set behind the prefix. Pure.</summary>
internal static class Subnets
{
    /// <summary>Whether an address is in a network; false where the text is none.</summary>
    public static bool Contains(string subnet, IPAddress address) => Parse(subnet) is { } network && network.Contains(address);

    /// <summary>Whether an address is in both networks.</summary>
    public static bool Overlap(string one, string other) =>
        Parse(one) is { } first && Parse(other) is { } second && (first.Contains(second.BaseAddress) || second.Contains(first.BaseAddress));

    private static IPNetwork? Parse(string text)
    {
        var parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address)) return null;
        var length = address.GetAddressBytes().Length * 8;
        if (parts.Length > 1 && (!int.TryParse(parts[1], out length) || length > address.GetAddressBytes().Length * 8)) return null;
        return IPNetwork.TryParse(Firewall.Cidr.Of(address, length), out var network) ? network : null;
    }
}
