using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Finds out whether ports can be published on a container, and at which of its addresses they arrive.</summary>
internal sealed class PublishTargetFinder(IContainerEngine engine, NamespaceService namespaces)
{
    /// <summary>Where the ports of a container lead. Of several networks it is the one of the default route, by which the answers leave.</summary>
    /// <param name="container">The container.</param>
    /// <param name="given">What names it in an error.</param>
    /// <param name="asked">The engine's networks, asked for already.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">ContainerNotRunning, PublishNotPossible, NetworkInternal, DonorGone, DonorRestarted.</exception>
    public async Task<PublishTarget> FindAsync(
        ContainerDetails container, object given, Task<IReadOnlyList<NetworkDetails>> asked, CancellationToken cancellationToken)
    {
        if (container.State is not ("running" or "paused") || container.ProcessId == 0)
            throw ContainerNetException.Create(ErrorId.ContainerNotRunning, given, container.Name, container.State);
        var holder = await new PublisherFinder(engine, namespaces).FindAsync(container, given, cancellationToken).ConfigureAwait(false);
        var networks = await asked.ConfigureAwait(false);
        RefuseMode(holder, NetworkModes.Of(holder.NetworkMode, networks), container, given);
        var addresses = Addresses(holder, networks, given);
        return new PublishTarget(container.Id, container.Name, holder.Id == container.Id ? null : holder.Id, holder.ProcessId, addresses, holder.Endpoints);
    }

    private static void RefuseMode(ContainerDetails holder, ContainerMode mode, ContainerDetails container, object given)
    {
        if (mode == ContainerMode.Bridged) return;
        var instead = mode is ContainerMode.Closed or ContainerMode.Host ? mode : ContainerMode.Other;
        throw ContainerNetException.Create(
            ErrorId.PublishNotPossible, given, container.Name, Text.Format($"Reason_Publish{instead}", holder.Name, holder.NetworkMode), Text.Get($"Instead_Publish{instead}"));
    }

    private ForwardAddress[] Addresses(ContainerDetails holder, IReadOnlyList<NetworkDetails> networks, object given)
    {
        var bridged = holder.Endpoints.Select(endpoint => (Endpoint: endpoint, Network: GuardPlan.NetworkOf(endpoint, networks)!))
            .Where(static pair => pair.Network is { Driver: "bridge" }).ToArray();
        var open = Array.FindAll(bridged, static pair => !pair.Network.Internal);
        if (bridged.Length > 0 && open.Length == 0) throw ContainerNetException.Create(ErrorId.NetworkInternal, given, bridged[0].Network.Name);
        var all = open.SelectMany(static pair => new[]
        {
            ToAddress(pair.Endpoint.IPAddress, pair.Endpoint.PrefixLength, pair.Network.BridgeName),
            ToAddress(pair.Endpoint.IPv6Address, pair.Endpoint.IPv6PrefixLength, pair.Network.BridgeName),
        }).OfType<ForwardAddress>().ToArray();
        return [.. new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 }.Select(family => Choose(all, family, holder.ProcessId)).OfType<ForwardAddress>()];
    }

    private ForwardAddress? Choose(ForwardAddress[] all, AddressFamily family, int processId)
    {
        var fitting = Array.FindAll(all, one => one.Address.AddressFamily == family);
        if (fitting.Length < 2) return fitting.FirstOrDefault();
        var byDefault = namespaces.ReadDefaultAddresses(processId, family);
        return Array.Find(fitting, one => byDefault.Contains(one.Address)) ?? fitting[0];
    }

    private static ForwardAddress? ToAddress(string address, int prefixLength, string bridge)
    {
        if (address.Length == 0) return null;
        if (!GuardTarget.IsInterfaceName(bridge)) throw ContainerNetException.Create(ErrorId.FirewallWriteFailed, bridge, $"'{bridge}'");
        var parsed = new IPAddress(IPAddress.Parse(address).GetAddressBytes());
        return new ForwardAddress(parsed, bridge, Cidr.Of(parsed, prefixLength));
    }
}
