using System.Globalization;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>Makes the module's interfaces of what the kernel told of one namespace. Pure.</summary>
internal sealed class InterfaceBuilder
{
    private const byte AF_INET = 2;
    private const byte AF_INET6 = 10;

    private readonly IReadOnlyList<LinkMessage> _links;
    private readonly ILookup<int, AddressMessage> _addresses;
    private readonly Func<int, int> _translateNamespaceId;

    /// <param name="links">The links, in the kernel's order.</param>
    /// <param name="addresses">The addresses of all links, in the kernel's order.</param>
    /// <param name="translateNamespaceId">Makes of a namespace id of ours the one the namespace itself knows; -1 for none.</param>
    public InterfaceBuilder(
        IReadOnlyList<LinkMessage> links, IReadOnlyList<AddressMessage> addresses, Func<int, int> translateNamespaceId)
    {
        _links = links;
        _addresses = addresses.Where(address => address.Family is AF_INET or AF_INET6).ToLookup(address => address.LinkIndex);
        _translateNamespaceId = translateNamespaceId;
    }

    public ContainerInterface[] Build(long inode) => [.. _links.Select(link => Build(link, inode))];

    private ContainerInterface Build(LinkMessage link, long inode)
    {
        var lower = link is { Link: { } index and not 0, LinkNamespaceId: null } ? Find(index) : null;
        return new ContainerInterface
        {
            Name = link.Name,
            Index = link.Index,
            PeerIndex = link.Link ?? 0,
            LinkName = LinkName(link, lower),
            Kind = link.Kind,
            LinkType = LinkTypeNames.NameOf(link.HardwareType),
            Flags = LinkFlagNames.NamesOf(link.Flags, lower is not null && (lower.Flags & LinkFlagNames.Up) == 0),
            State = LinkNumbers.State(link.OperationalState),
            Mtu = link.Mtu,
            QueueDiscipline = link.QueueDiscipline,
            Xdp = LinkNumbers.Xdp(link.XdpMode, link.XdpProgram),
            Master = link.Master == 0 ? "" : Find(link.Master)?.Name ?? Unnamed(link.Master),
            Group = LinkNumbers.Group(link.Group),
            QueueLength = link.QueueLength,
            MacAddress = AddressText.Link(link.Address, link.HardwareType),
            Broadcast = AddressText.Link(link.Broadcast, link.HardwareType),
            PermanentAddress = link.PermanentAddress.AsSpan().SequenceEqual(link.Address)
                ? ""
                : AddressText.Link(link.PermanentAddress, link.HardwareType),
            ProtocolDown = link.ProtocolDown,
            AlternativeNames = [.. link.AlternativeNames],
            LinkNetnsId = link.LinkNamespaceId is { } id and >= 0 ? _translateNamespaceId(id) : link.LinkNamespaceId,
            NamespaceInode = inode,
            Addresses = [.. _addresses[link.Index].Select(Build)],
        };
    }

    private static InterfaceAddress Build(AddressMessage address)
    {
        var v6 = address.Family == AF_INET6;
        var local = AddressText.Network(address.Local);
        return new InterfaceAddress
        {
            Family = v6 ? "inet6" : "inet",
            Address = local,
            PrefixLength = address.PrefixLength,
            Peer = address.Prefix.AsSpan().SequenceEqual(address.Local) ? "" : AddressText.Network(address.Prefix),
            Broadcast = address.Broadcast.Length == 0 ? "" : AddressText.Network(address.Broadcast),
            Metric = address.Metric,
            Scope = LinkNumbers.Scope(address.Scope),
            Label = address.Label,
            Flags = AddressFlagNames.NamesOf(address.Flags, v6),
            ValidLifetime = address.ValidLifetime,
            PreferredLifetime = address.PreferredLifetime,
        };
    }

    /// <summary>What ip(8) prints behind the @.</summary>
    private static string LinkName(LinkMessage link, LinkMessage? lower) => link switch
    {
        { Link: null } => "",
        { Link: 0 } => "NONE",
        { LinkNamespaceId: not null } => Unnamed(link.Link.Value),
        _ => lower?.Name ?? Unnamed(link.Link.Value),
    };

    private static string Unnamed(int index) => string.Create(CultureInfo.InvariantCulture, $"if{index}");

    private LinkMessage? Find(int index) => _links.FirstOrDefault(link => link.Index == index);
}
