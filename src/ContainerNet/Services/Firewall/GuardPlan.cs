using System.Net.Sockets;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>Which guard a container is due. Pure.</summary>
/// <param name="State">Guarded where <paramref name="Target"/> says what to guard; else why nothing is to be guarded.</param>
/// <param name="Target">The addresses to guard; null where there are none.</param>
internal sealed record GuardPlan(GuardState State, GuardTarget? Target)
{
    private static readonly GuardPlan s_none = new(GuardState.NotApplicable, null);

    /// <summary>Whether a container can be due a guard at all: ours, and not plainly in a mode without a bridge. Saves the reading of the networks.</summary>
    public static bool MayConcern(ContainerDetails details) =>
        details.Labels.ContainsKey(LabelNames.Made) && NetworkModes.OfWord(details.NetworkMode) is null or ContainerMode.Bridged;

    /// <summary>The guard this container is due, with these networks.</summary>
    public static GuardPlan For(ContainerDetails details, IReadOnlyList<NetworkDetails> networks)
    {
        if (!MayConcern(details) || NetworkModes.Of(details.NetworkMode, networks) != ContainerMode.Bridged) return s_none;
        if (details.Labels.GetValueOrDefault(LabelNames.Guard) == "off") return new(GuardState.Off, null);

        // A container that does not run has no addresses, so there is nothing to guard until it starts.
        var bridged = details.Endpoints.Select(endpoint => (Endpoint: endpoint, Network: NetworkOf(endpoint, networks)))
            .Where(static pair => pair.Network is { Driver: "bridge" }).ToArray();
        var addresses = bridged.SelectMany(static pair => Addresses(pair.Endpoint)
            .Where(address => !NetworkOpenness.IsOpen(pair.Network!, FamilyOf(address)))
            .Select(address => new GuardedAddress(address, pair.Network!.BridgeName))).ToArray();
        if (addresses.Length > 0)
        {
            var loopback = details.Ports.Any(static port => port.HostIP.StartsWith("127.", StringComparison.Ordinal));
            return new(GuardState.Guarded, new GuardTarget(details.Id, addresses, loopback));
        }

        return bridged.Any(static pair => Addresses(pair.Endpoint).Any()) ? new(GuardState.OpenByNetworkOption, null) : s_none;
    }

    /// <summary>The network an endpoint is of; null where the engine tells none such.</summary>
    public static NetworkDetails? NetworkOf(ContainerEndpoint endpoint, IReadOnlyList<NetworkDetails> networks) =>
        networks.FirstOrDefault(one => endpoint.NetworkId.Length > 0 ? one.Id == endpoint.NetworkId : one.Name == endpoint.Network);

    private static IEnumerable<string> Addresses(ContainerEndpoint endpoint)
    {
        if (endpoint.IPAddress.Length > 0) yield return endpoint.IPAddress;
        if (endpoint.IPv6Address.Length > 0) yield return endpoint.IPv6Address;
    }

    private static AddressFamily FamilyOf(string address) =>
        address.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
}
