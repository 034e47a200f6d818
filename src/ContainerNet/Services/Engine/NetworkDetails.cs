namespace ContainerNet.Services.Engine;

/// <summary>A network of the engine.</summary>
internal sealed record NetworkDetails
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>bridge, host, null, macvlan, ipvlan, overlay ...</summary>
    public required string Driver { get; init; }

    /// <summary>Whether it has no way out (<c>--internal</c>).</summary>
    public bool Internal { get; init; }

    public bool EnableIPv6 { get; init; }

    /// <summary>Subnets in CIDR form, both families.</summary>
    public string[] Subnets { get; init; } = [];

    public string[] Gateways { get; init; } = [];

    /// <summary>The driver's options, such as <c>com.docker.network.bridge.name</c>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the bridge interface on the host; empty when the driver is no bridge.</summary>
    public string BridgeName =>
        Driver != "bridge" ? ""
        : Options.TryGetValue("com.docker.network.bridge.name", out var name) && name.Length > 0 ? name
        : $"br-{(Id.Length > 12 ? Id[..12] : Id)}";
}
