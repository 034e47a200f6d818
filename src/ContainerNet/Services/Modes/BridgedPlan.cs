using ContainerNet.Resources;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Modes;

/// <summary>Bridged: one veth per network, outbound through SNAT, inbound through published ports only.</summary>
/// <param name="engine">The engine.</param>
/// <param name="options">What was asked for.</param>
/// <param name="guards">Tells which ports this module has published.</param>
internal sealed class BridgedPlan(IContainerEngine engine, BridgedOptions options, GuardKeeper guards) : ModePlan
{
    private const string DefaultNetwork = "bridge";
    private NetworkDetails[] _networks = [];

    public override ContainerMode Mode => ContainerMode.Bridged;

    public override PortRestriction? Restriction => options.AllowFrom.Length == 0 ? null : new(options.Publish, options.AllowFrom);

    public override async Task<ContainerSpec> PrepareAsync(ContainerSpec spec, ICreationObserver observer, CancellationToken cancellationToken)
    {
        string[] names = options.Networks.Length > 0 ? options.Networks : [DefaultNetwork];
        _networks = await Task.WhenAll(names.Select(name => FindAsync(name, cancellationToken))).ConfigureAwait(false);
        RefuseUnfit();
        await RefuseOwnPortsAsync(cancellationToken).ConfigureAwait(false);

        var everywhere = options.Publish.Where(port => port.HostIP is "" or "0.0.0.0" or "::").ToArray();
        if (everywhere.Length > 0) observer.Verbose(Text.Format("Verbose_PublishedEverywhere", string.Join(", ", everywhere.AsEnumerable())));

        return spec with
        {
            NetworkMode = NameOf(_networks[0], 0),
            IpcMode = "shareable",
            PortBindings = options.Publish,
            PublishAllPorts = options.PublishAll,
            ExposedPorts = [.. options.Publish.Select(port => port.ContainerKey).Concat(options.Expose).Distinct()],
            Dns = options.Dns,
            DnsSearch = options.DnsSearch,
            ExtraHosts = options.ExtraHosts,
            Endpoints = [.. _networks.Select(EndpointOf)],
        };
    }

    public override string? FindBreach(ContainerDetails details, NamespaceService kernel)
    {
        var network = kernel.ReadNetwork(details.ProcessId);
        if (network.Inode == kernel.ReadOwnSet().Net) return Text.Get("Breach_HostNamespace");
        var addresses = network.Interfaces.Where(link => link.Kind == "veth" && link.Flags.Contains("UP"))
            .SelectMany(link => link.Addresses).Select(address => address.Address).ToHashSet();
        foreach (var endpoint in details.Endpoints)
        {
            foreach (var address in new[] { endpoint.IPAddress, endpoint.IPv6Address })
            {
                if (address.Length > 0 && !addresses.Contains(address)) return Text.Format("Breach_AddressMissing", address, endpoint.Network);
            }
        }

        if (!network.HasDefaultRoute && details.Endpoints.Any(endpoint => endpoint.Gateway.Length > 0)) return Text.Get("Breach_NoDefaultRoute");
        var missing = options.Publish.FirstOrDefault(port =>
            !details.Ports.Any(open => open.ContainerPort == port.ContainerPort && open.Protocol == port.Protocol));
        return missing is null ? null : Text.Format("Breach_NotPublished", missing);
    }

    private EndpointSpec EndpointOf(NetworkDetails network, int index) => index > 0
        ? new EndpointSpec { Network = NameOf(network, index), Aliases = options.Aliases }
        : new EndpointSpec
        {
            Network = NameOf(network, index),
            Aliases = options.Aliases,
            IPv4Address = options.IPv4Address,
            IPv6Address = options.IPv6Address,
            MacAddress = options.MacAddress,
        };

    // podman tells "bridge" for the name of its default network, and takes its own name alone where more is asked of the network.
    private string NameOf(NetworkDetails network, int index) =>
        engine.Connection.Product == "Podman" && network.Name == DefaultNetwork && options.Networks.Length > 0 ? options.Networks[index] : network.Name;

    private Task<NetworkDetails> FindAsync(string name, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(name)
        ? throw ContainerNetException.Create(ErrorId.NetworkNotFound, name, name)
        : engine.Networks.InspectAsync(name, cancellationToken);

    /// <summary>Refuses ports that this module has published on running containers: the engine knows nothing of them, and no socket holds them.</summary>
    private async Task RefuseOwnPortsAsync(CancellationToken cancellationToken)
    {
        if (!Array.Exists(options.Publish, static port => port.HostPort > 0)) return;
        var own = await guards.ReadPortsAsync(cancellationToken).ConfigureAwait(false);
        if (own.Ports.Count == 0) return;
        var held = new HeldPorts(await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false), sockets: null);
        held = held.With(own.Where(held.Living().Runs));
        foreach (var mapping in options.Publish)
        {
            if (held.FindOwn(mapping) is { } holder) throw ContainerNetException.Create(ErrorId.PortInUse, mapping.ToString(), mapping, holder);
        }
    }

    private void RefuseUnfit()
    {
        if (Array.Find(_networks, network => network.Driver != "bridge") is { } other)
            throw ContainerNetException.Create(ErrorId.NetworkNotBridge, other.Name, other.Name, other.Driver);

        // Through one network that is not internal the engine publishes, whatever the others are.
        if (Array.TrueForAll(_networks, network => network.Internal) && (options.Publish.Length > 0 || options.PublishAll))
            throw ContainerNetException.Create(ErrorId.NetworkInternal, _networks[0].Name, _networks[0].Name);
    }
}

/// <summary>What only a bridged container can be given.</summary>
internal sealed record BridgedOptions
{
    public string[] Networks { get; init; } = [];

    public PortMapping[] Publish { get; init; } = [];

    /// <summary>The networks that may get to the published ports, in their usual spelling; none where everybody may.</summary>
    public string[] AllowFrom { get; init; } = [];

    public bool PublishAll { get; init; }

    /// <summary>Port keys such as <c>80/tcp</c>.</summary>
    public string[] Expose { get; init; } = [];

    public string? IPv4Address { get; init; }

    public string? IPv6Address { get; init; }

    public string? MacAddress { get; init; }

    public string[] Aliases { get; init; } = [];

    public string[] Dns { get; init; } = [];

    public string[] DnsSearch { get; init; } = [];

    public string[] ExtraHosts { get; init; } = [];
}
