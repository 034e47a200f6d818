namespace ContainerNet;

/// <summary>A container's attachment to one network, as the engine tells it.</summary>
public sealed record ContainerEndpoint
{
    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The network's id.</summary>
    public string NetworkId { get; init; } = "";

    /// <summary>The IPv4 address without prefix; empty when there is none.</summary>
    public string IPAddress { get; init; } = "";

    /// <summary>The length of the IPv4 prefix in bits.</summary>
    public int PrefixLength { get; init; }

    /// <summary>The IPv4 gateway; empty when there is none.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The global IPv6 address without prefix; empty when there is none.</summary>
    public string IPv6Address { get; init; } = "";

    /// <summary>The length of the IPv6 prefix in bits.</summary>
    public int IPv6PrefixLength { get; init; }

    /// <summary>The MAC address.</summary>
    public string MacAddress { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => IPAddress.Length > 0 ? $"{Network} {IPAddress}/{PrefixLength}" : Network;
}
