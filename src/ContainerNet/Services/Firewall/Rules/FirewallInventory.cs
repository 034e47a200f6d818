using System.Globalization;
using System.Net;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>The containers and networks a rule may be about, by what a rule can name them by. Pure.</summary>
internal sealed class FirewallInventory
{
    private const int ShortId = ContainerIds.ShortLength;

    private readonly Dictionary<string, ContainerSummary> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContainerSummary> _byShortId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddressHolder> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkDetails> _byBridge = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkDetails> _bySubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _networks = new(StringComparer.Ordinal);

    public FirewallInventory(IReadOnlyList<ContainerSummary> containers, IReadOnlyList<NetworkDetails> networks)
    {
        foreach (var network in networks)
        {
            if (network.BridgeName.Length > 0) _byBridge[network.BridgeName] = network;
            foreach (var subnet in network.Subnets) _bySubnet[Canonical(subnet)] = network;
        }

        foreach (var container in containers)
        {
            _byId[container.Id] = container;
            _byShortId[ContainerIds.Short(container.Id)] = container;
            _networks[container.Id] = [.. container.Endpoints.Select(static endpoint => endpoint.Network)];
            foreach (var endpoint in container.Endpoints)
            {
                if (endpoint.IPAddress.Length > 0) _byAddress[Canonical(endpoint.IPAddress)] = new(container.Id, endpoint.Network);
                if (endpoint.IPv6Address.Length > 0) _byAddress[Canonical(endpoint.IPv6Address)] = new(container.Id, endpoint.Network);
            }
        }
    }

    /// <summary>The container of that id.</summary>
    public ContainerSummary? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The container that has the address now, and the network it has it on.</summary>
    public AddressHolder? ByAddress(string? address) => address is null ? null : _byAddress.GetValueOrDefault(address);

    /// <summary>The network behind a bridge interface.</summary>
    public NetworkDetails? ByBridge(string? name) => name is null ? null : _byBridge.GetValueOrDefault(name);

    /// <summary>The network that has the subnet.</summary>
    public NetworkDetails? BySubnet(string? subnet) => subnet is null ? null : _bySubnet.GetValueOrDefault(subnet);

    /// <summary>The networks a container is attached to; those of its donor where it has joined one.</summary>
    public string[] NetworksOf(string containerId)
    {
        if (!_byId.TryGetValue(containerId, out var container)) return [];
        return DonorOf(container) is { } donor ? NetworksOf(donor) : _networks[containerId];
    }

    /// <summary>The id of the donor of a joined container; null where it has joined none that is there.</summary>
    public string? DonorOf(ContainerSummary container) =>
        NetworkModes.DonorOf(container.NetworkMode) is { } donor && donor != container.Id && _byId.TryGetValue(donor, out var found)
            && NetworkModes.DonorOf(found.NetworkMode) is null ? donor : null;

    /// <summary>The id a comment names: a whole one, whether there is such a container or not, or the first 12 digits or more of one there is.</summary>
    public string? IdIn(string comment)
    {
        for (var start = 0; start < comment.Length;)
        {
            var end = start;
            while (end < comment.Length && char.IsAsciiHexDigitLower(comment[end])) end++;
            var length = end - start;
            if (length == ContainerIds.FullLength) return comment[start..end];
            if (length >= ShortId && _byShortId.TryGetValue(comment.Substring(start, ShortId), out var container)
                && container.Id.AsSpan().StartsWith(comment.AsSpan(start, length), StringComparison.Ordinal)) return container.Id;
            start = end + 1;
        }

        return null;
    }

    // iptables prints subnets by their first address, and IPv6 in its shortest form; the engine repeats what the user wrote.
    private static string Canonical(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return text;
        if (slash < 0 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return address.ToString();
        var bytes = address.GetAddressBytes();
        for (var bit = Math.Min(length, bytes.Length * 8); bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{length}");
    }
}

/// <summary>Who has an address.</summary>
/// <param name="ContainerId">The container's id.</param>
/// <param name="Network">The name of the network.</param>
internal sealed record AddressHolder(string ContainerId, string Network);
