using System.Net;

namespace ContainerNet.Services.Checking;

/// <summary>A container that runs, with what the checks look at of it.</summary>
/// <param name="Container">The container.</param>
/// <param name="Home">Its network namespace; null where it could not be read.</param>
/// <param name="Ends">Its attachments to networks.</param>
/// <param name="Ports">The ports that are published, and those that this module remembers to have published.</param>
internal sealed record CheckedContainer(Container Container, SnapshotNamespace? Home, CheckedEnd[] Ends, PublishedPort[] Ports)
{
    public string Name => Container.Name;

    /// <summary>The interfaces that are none of loopback's; null where they could not be read.</summary>
    public IEnumerable<ContainerInterface>? Links => Home is { Interfaces.Length: > 0 } home ? home.Interfaces.Where(static link => link.Name != "lo") : null;

    /// <summary>Its attachments to networks with a bridge of this host.</summary>
    public IEnumerable<CheckedEnd> Bridged => Ends.Where(static end => end.Bridge.Length > 0);

    /// <summary>Those that lead out of the host.</summary>
    public IEnumerable<CheckedEnd> Outbound => Bridged.Where(static end => end.Network is { Internal: false } && end.Endpoint.Gateway.Length > 0);

    /// <summary>Whether its routes and sockets were read: where lo is up there are routes, of the local table at least.</summary>
    public bool HasTables => Home is { Routes.Length: > 0 };
}

/// <summary>An attachment of a container to a network.</summary>
/// <param name="Endpoint">The engine's word.</param>
/// <param name="Network">The network; null where the engine tells none such.</param>
/// <param name="Link">The interface; null where there is none.</param>
internal sealed record CheckedEnd(ContainerEndpoint Endpoint, SnapshotNetwork? Network, ContainerInterface? Link)
{
    /// <summary>The bridge it is to be on; empty where the network has none on this host.</summary>
    public string Bridge => Network?.Bridge ?? "";

    /// <summary>The IPv4 address; null where there is none.</summary>
    public IPAddress? Address => Parse(Endpoint.IPAddress);

    /// <summary>The addresses of both families, with the lengths of their prefixes.</summary>
    public IEnumerable<(IPAddress Address, int Prefix)> Addresses
    {
        get
        {
            if (Parse(Endpoint.IPAddress) is { } four) yield return (four, Endpoint.PrefixLength);
            if (Parse(Endpoint.IPv6Address) is { } six) yield return (six, Endpoint.IPv6PrefixLength);
        }
    }

    /// <summary>What the engine calls the interface, or the network where there is none.</summary>
    public string Name => Link?.Name ?? Endpoint.Network;

    private static IPAddress? Parse(string text) => IPAddress.TryParse(text, out var address) ? address : null;
}
