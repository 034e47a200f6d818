using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Input;

namespace ContainerNet.Services.Publishing;

/// <summary>Refuses what cannot be published on a running container, before anything is changed.</summary>
internal static class PublishChecks
{
    /// <summary>Refuses an engine whose rules cannot be changed from here.</summary>
    /// <exception cref="ContainerNetException">KernelViewNotAtHand, BackendNotSupported.</exception>
    public static async Task RequireEngineAsync(IContainerEngine engine, KernelView view, CancellationToken cancellationToken)
    {
        var uri = engine.Connection.Endpoint.Uri.OriginalString;
        if (!view.AtHand) throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, view.Reason);
        // Podman's rules are nobody's but its own: netavark makes them anew, and knows no DOCKER-USER.
        if (engine.Connection.Product != "Docker") throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, uri);
        await GuardService.RequireBackendAsync(engine, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses addresses of the host at which nothing can arrive.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="target">The container.</param>
    /// <param name="host">The host's addresses.</param>
    /// <exception cref="ContainerNetException">PublishNotPossible.</exception>
    public static void RequireAddresses(PublishRequest request, PublishTarget target, HostNetwork host)
    {
        foreach (var mapping in request.Mappings.DistinctBy(static one => one.HostIP)) RequireAddress(mapping, target, host);
        if (target.Addresses.Length == 0) throw Refused(target, Text.Get("Reason_PublishNoAddress"), "Instead_PublishOther");
    }

    private static void RequireAddress(PortMapping mapping, PublishTarget target, HostNetwork host)
    {
        if (mapping.HostIP.Length == 0) return;
        var address = IpText.ParseAddress(mapping.HostIP);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) throw Refused(target, Text.Format("Reason_PublishLoopback", mapping), "Instead_PublishLoopback");
        if (!Array.Exists(target.Addresses, one => one.Address.AddressFamily == address.AddressFamily))
            throw Refused(target, Text.Format("Reason_PublishFamily", mapping, address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6"), "Instead_PublishFamily");
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !host.Has(address))
            throw Refused(target, Text.Format("Reason_PublishNotOurs", mapping, address), "Instead_PublishNotOurs");
    }

    private static ContainerNetException Refused(PublishTarget target, string reason, string instead) =>
        ContainerNetException.Create(ErrorId.PublishNotPossible, target.Name, target.Name, reason, Text.Get(instead));
}
