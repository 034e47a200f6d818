using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Input;

namespace ContainerNet.Services.Tracing;

/// <summary>Makes a flow of what a user says of it: outside, host, a container, an address.</summary>
internal sealed class FlowResolver(TracedHost host)
{
    private const string Outside = "outside";
    private const string Host = "host";

    private NetworkSnapshot Snapshot => host.Snapshot;

    /// <param name="from">outside, host, the name or id of a container, or an address.</param>
    /// <param name="to">host, the name or id of a container, or an address.</param>
    /// <param name="protocol">tcp, udp or icmp.</param>
    /// <param name="port">The port; 0 for icmp.</param>
    /// <param name="options">What else is said.</param>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerNotRunning, FlowInvalid.</exception>
    public FlowRequest Resolve(string from, string to, string protocol, int port, FlowOptions options)
    {
        var home = SenderOf(from, out var source);
        var family = FamilyOf(to, options);
        var uplink = options.InInterface ?? Uplinks.Find(host, family);
        var destination = DestinationOf(to, home, uplink, family);
        if (home is null && host.Interface(uplink) is null) throw Invalid(uplink);
        var isKnown = options.Source is not null || source is not null;
        source = options.Source ?? source ?? (home is null ? Stranger(uplink, family) : Unspecified(family));
        if (source.AddressFamily != destination.AddressFamily) throw Invalid($"{source} -> {destination}");
        return new FlowRequest
        {
            From = from, To = to, Home = home, IsSourceKnown = isKnown, InInterface = home is null ? uplink : "", Source = source, Destination = destination, Protocol = protocol, Port = port,
        };
    }

    // An address that is nobody's here is somebody's outside.
    private SnapshotNamespace? SenderOf(string from, out IPAddress? source)
    {
        source = null;
        if (Is(from, Outside)) return null;
        if (Is(from, Host)) return host.Home;
        if (!IpText.TryParse(from, out var address)) return HomeOf(Find(from));
        source = address;
        return host.IsOwn(address) ? host.Home : host.EndOf(address)?.Home;
    }

    private IPAddress DestinationOf(string to, SnapshotNamespace? home, string uplink, AddressFamily family)
    {
        if (IpText.TryParse(to, out var address)) return address;
        if (Is(to, Host)) return TracedHost.AddressOf(host.Home, uplink, family) ?? throw Invalid(to);
        var container = Find(to);
        var target = HomeOf(container);
        if (target.IsHost) return TracedHost.AddressOf(host.Home, uplink, family) ?? throw Invalid(to);
        if (home is not null && home.Inode == target.Inode) return family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        return target.Interfaces.Where(static link => link.Bridge.Length > 0)
            .Select(link => TracedHost.AddressOf(target, link.Name, family)).FirstOrDefault(static one => one is not null)
            ?? throw ContainerNetException.Create(ErrorId.FlowInvalid, to, to, family == AddressFamily.InterNetwork ? "IPv4" : "IPv6");
    }

    private static AddressFamily FamilyOf(string to, FlowOptions options) =>
        IpText.TryParse(to, out var address) ? address.AddressFamily
        : options.Source?.AddressFamily ?? options.Family ?? AddressFamily.InterNetwork;

    private Container Find(string nameOrId)
    {
        var found = Array.FindAll(Snapshot.Containers, one => one.Name == nameOrId || one.Id == nameOrId);
        if (found.Length == 0 && nameOrId.Length >= 4) found = Array.FindAll(Snapshot.Containers, one => one.Id.StartsWith(nameOrId, StringComparison.Ordinal));
        return found switch
        {
            [var only] => only,
            [] => throw ContainerNetException.Create(ErrorId.ContainerNotFound, nameOrId, nameOrId),
            _ => throw ContainerNetException.Create(ErrorId.ContainerAmbiguous, nameOrId, nameOrId, string.Join(", ", found.Select(static one => one.Name))),
        };
    }

    private SnapshotNamespace HomeOf(Container container) =>
        host.NamespaceOf(container) ?? throw ContainerNetException.Create(ErrorId.ContainerNotRunning, container.Name, container.Name, container.State);

    /// <summary>An address that a host elsewhere might have: of the interface's own subnet, and not the host's.</summary>
    private IPAddress Stranger(string uplink, AddressFamily family)
    {
        var text = family == AddressFamily.InterNetwork ? "inet" : "inet6";
        if (host.Interface(uplink)?.Addresses.FirstOrDefault(one => one.Family == text && one.Scope == "global") is { } own)
        {
            var bytes = IPAddress.Parse(own.Address).GetAddressBytes();
            for (var last = 1; last < 255; last++)
            {
                bytes[^1] = (byte)last;
                var other = new IPAddress(bytes);
                if (!host.IsOwn(other) && host.RoutesOf(host.Home).TypeOf(other) == "UNICAST") return other;
            }
        }

        // Documentation addresses (RFC 5737, RFC 3849): anybody's, as far as the rules are concerned.
        return IPAddress.Parse(family == AddressFamily.InterNetwork ? "198.51.100.1" : "2001:db8::1");
    }

    private static IPAddress Unspecified(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static ContainerNetException Invalid(string text) => ContainerNetException.Create(ErrorId.FlowInvalid, text, text, "");
}

/// <summary>What can be said of a flow beside its ends.</summary>
/// <param name="InInterface">The interface it comes in by from outside; null for the one that leads away from the host.</param>
/// <param name="Source">The address it comes from; null for a likely one.</param>
/// <param name="Family">The family where neither end tells it; null for IPv4.</param>
internal sealed record FlowOptions(string? InInterface = null, IPAddress? Source = null, AddressFamily? Family = null);
