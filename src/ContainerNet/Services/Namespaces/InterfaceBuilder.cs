using System.Globalization;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>Makes the module's interfaces of what the kernel told of one namespace. Pure but for a look at a link of the host.</summary>
/// <param name="contents">The namespace.</param>
/// <param name="peers">Finds the other ends; null where nobody asks for them.</param>
/// <param name="endpoints">The engine's endpoints in this namespace.</param>
internal sealed class InterfaceBuilder(NamespaceContents contents, PeerFinder? peers, IReadOnlyList<ContainerEndpoint> endpoints)
{
    private const byte AF_INET = 2;
    private const byte AF_INET6 = 10;

    private readonly ILookup<int, AddressMessage> _addresses =
        contents.Addresses.Where(static address => address.Family is AF_INET or AF_INET6).ToLookup(static address => address.LinkIndex);

    /// <param name="containerName">The name of the container they are shown for.</param>
    /// <param name="containerId">Its id.</param>
    public ContainerInterface[] Build(string containerName, string containerId)
    {
        var interfaces = new ContainerInterface[contents.Links.Count];
        for (var i = 0; i < interfaces.Length; i++) interfaces[i] = Build(contents.Links[i], containerName, containerId);
        return interfaces;
    }

    /// <inheritdoc cref="Build(string, string)"/>
    public ContainerInterface Build(LinkMessage link, string containerName, string containerId)
    {
        var lower = link is { Link: { } index and not 0, LinkNamespaceId: null } ? contents.Find(index) : null;
        var end = peers?.Find(link, contents) ?? LinkEnd.None;
        var mac = AddressText.Link(link.Address, link.HardwareType);
        var addresses = Addresses(link);
        return new ContainerInterface
        {
            ContainerName = containerName,
            ContainerId = containerId,
            Name = link.Name,
            Index = link.Index,
            PeerIndex = link.Link ?? 0,
            PeerName = end.PeerName,
            HostInterface = end.HostInterface,
            Bridge = end.Bridge,
            Network = NetworkNames.Of(mac, addresses, endpoints),
            LinkName = LinkName(link, lower),
            Kind = link.Kind,
            LinkType = LinkTypeNames.NameOf(link.HardwareType),
            Flags = LinkFlagNames.NamesOf(link.Flags, lower is not null && (lower.Flags & LinkFlagNames.Up) == 0),
            State = LinkNumbers.State(link.OperationalState),
            Mtu = link.Mtu,
            QueueDiscipline = link.QueueDiscipline,
            Xdp = LinkNumbers.Xdp(link.XdpMode, link.XdpProgram),
            Master = link.Master == 0 ? "" : contents.Find(link.Master)?.Name ?? Unnamed(link.Master),
            Group = LinkNumbers.Group(link.Group),
            QueueLength = link.QueueLength,
            MacAddress = mac,
            Broadcast = AddressText.Link(link.Broadcast, link.HardwareType),
            PermanentAddress = link.PermanentAddress.AsSpan().SequenceEqual(link.Address)
                ? ""
                : AddressText.Link(link.PermanentAddress, link.HardwareType),
            ProtocolDown = link.ProtocolDown,
            AlternativeNames = [.. link.AlternativeNames],
            LinkNetnsId = link.InnerLinkNamespaceId ?? link.LinkNamespaceId,
            NamespaceInode = contents.Inode,
            Addresses = addresses,
            Statistics = link.Statistics,
        };
    }

    private InterfaceAddress[] Addresses(LinkMessage link) => [.. _addresses[link.Index].Select(Build)];

    private static InterfaceAddress Build(AddressMessage address)
    {
        var v6 = address.Family == AF_INET6;
        return new InterfaceAddress
        {
            Family = v6 ? "inet6" : "inet",
            Address = AddressText.Network(address.Local),
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

    private static string Unnamed(int index)
    {
        Span<char> text = stackalloc char[16];
        text.TryWrite(CultureInfo.InvariantCulture, $"if{index}", out var length);
        return Linux.TextCache.Get(text[..length]);
    }
}
