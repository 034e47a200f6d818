using System.Globalization;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>Makes the module's routes of what the kernel told of one namespace. Pure.</summary>
internal sealed class RouteBuilder(IReadOnlyList<LinkMessage> links, long inode)
{
    public const byte AF_INET = 2;
    public const byte AF_INET6 = 10;

    // USER_HZ: the kernel tells times to user space in hundredths of a second, whatever it counts in itself.
    private const int TicksPerSecond = 100;

    private readonly Dictionary<int, string> _names = links.GroupBy(static link => link.Index).ToDictionary(static group => group.Key, static group => group.First().Name);

    /// <exception cref="KernelException">An address that is none.</exception>
    public ContainerRoute Build(RouteMessage route) => new()
    {
        Family = route.Family == AF_INET6 ? "inet6" : "inet",
        Type = RouteNames.Type(route.Type),
        Destination = Prefix(route.Destination, route.DestinationLength, route.Family) ?? "default",
        From = Prefix(route.Source, route.SourceLength, route.Family) ?? "",
        Gateway = Gateway(route.Hop),
        Interface = Name(route.Hop.LinkIndex),
        Table = RouteNames.Table(route.Table),
        Protocol = RouteNames.Protocol(route.Protocol),
        Scope = LinkNumbers.Scope(route.Scope),
        PreferredSource = Address(route.PreferredSource),
        Metric = route.Priority,
        Metrics = RouteMetricText.Print(route),
        Flags = RouteNames.FlagsOf(route.Flags),
        NextHops = [.. route.NextHops.Select(Build)],
        Preference = RouteNames.Preference(route.Preference),
        Expires = route.Expires == 0 ? null : route.Expires / TicksPerSecond,
        Error = route.Error,
        Encapsulation = RouteNames.Encapsulation(route.Hop.EncapsulationType, route.Hop.Encapsulation),
        Realms = Realms(route.Hop.Realms),
        TypeOfService = route.TypeOfService,
        NextHopId = route.NextHopId,
        NamespaceInode = inode,
    };

    private RouteNextHop Build(RouteHop hop) => new()
    {
        Gateway = Gateway(hop),
        Interface = Name(hop.LinkIndex),
        Weight = hop.Weight,
        Flags = RouteNames.FlagsOf(hop.Flags),
        Encapsulation = RouteNames.Encapsulation(hop.EncapsulationType, hop.Encapsulation),
    };

    /// <summary>A prefix as ip(8) writes it; null where there is none.</summary>
    public static string? Prefix(byte[] address, int length, byte family)
    {
        if (address.Length == 0) return length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"0/{length}");
        var text = AddressText.Network(address);
        return length == (family == AF_INET6 ? 128 : 32) ? text : string.Create(CultureInfo.InvariantCulture, $"{text}/{length}");
    }

    private static string Gateway(RouteHop hop) => Address(hop.Gateway.Length > 0 ? hop.Gateway : hop.Via);

    private static string Address(byte[] address) => address.Length == 0 ? "" : AddressText.Network(address);

    private string Name(int index) =>
        index == 0 ? "" : _names.GetValueOrDefault(index) ?? string.Create(CultureInfo.InvariantCulture, $"if{index}");

    private static string Realms(uint realms)
    {
        var (from, to) = (realms >> 16, realms & 0xffff);
        return realms == 0 ? "" : from == 0 ? to.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{from}/{to}");
    }
}
