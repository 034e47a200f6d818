using System.Net;

namespace ContainerNet.Services.Firewall;

/// <summary>A container to guard.</summary>
/// <param name="ContainerId">Its full id.</param>
/// <param name="Addresses">Its addresses, of both families, with the bridge each is behind.</param>
/// <param name="LoopbackPublished">Whether a port of it is published on 127.*.</param>
internal sealed record GuardTarget(string ContainerId, GuardedAddress[] Addresses, bool LoopbackPublished)
{
    // IFNAMSIZ of linux/if.h, with the final zero.
    private const int InterfaceNameSize = 16;

    /// <summary>Whether an address is of IPv6, so that its rules are needed too.</summary>
    public bool HasIPv6 => Addresses.Any(item => item.Address.Contains(':', StringComparison.Ordinal));

    /// <summary>The addresses, parsed and checked: nothing else of a target ever stands in a rule.</summary>
    /// <exception cref="ContainerNetException">FirewallWriteFailed: an id, an address or a bridge name that no rule can carry.</exception>
    public IEnumerable<(IPAddress Address, string Bridge)> Parsed()
    {
        if (!OwnerComment.IsContainerId(ContainerId)) throw Refused(ContainerId);
        foreach (var item in Addresses)
        {
            if (!IPAddress.TryParse(item.Address, out var address)) throw Refused(item.Address);
            if (!IsInterfaceName(item.Bridge)) throw Refused(item.Bridge);
            // An address with a scope (%eth0) is none a rule can carry: the number alone counts.
            yield return (new IPAddress(address.GetAddressBytes()), item.Bridge);
        }
    }

    /// <summary>Whether a rule can carry the name.</summary>
    // The kernel (dev_valid_name) allows more: '+' at the end is iptables' wildcard, '!' and '-' at the start and quotes are its syntax.
    public static bool IsInterfaceName(string name) =>
        name.Length is > 0 and < InterfaceNameSize && name is not ("." or "..") && name[0] is not ('-' or '!') && name[^1] != '+'
        && name.All(character => character is > ' ' and < (char)0x7f and not ('/' or ':' or '"' or '\'' or '\\' or '#'));

    private ContainerNetException Refused(string found) =>
        ContainerNetException.Create(ErrorId.FirewallWriteFailed, ContainerId, $"'{found}'");
}

/// <summary>An address of a container and the bridge interface on the host that leads to it.</summary>
internal sealed record GuardedAddress(string Address, string Bridge);
