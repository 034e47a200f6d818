namespace ContainerNet;

/// <summary>An address of an interface (RTM_GETADDR).</summary>
public sealed record InterfaceAddress
{
    /// <summary>inet or inet6.</summary>
    public required string Family { get; init; }

    /// <summary>The address without prefix.</summary>
    public required string Address { get; init; }

    /// <summary>The length of the prefix in bits.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The address of the other end of a point-to-point link; empty when there is none.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The IPv4 broadcast address; empty when there is none.</summary>
    public string Broadcast { get; init; } = "";

    /// <summary>The metric of the prefix' route; 0 for the kernel's own choice.</summary>
    public uint Metric { get; init; }

    /// <summary>host, link, site, global, or a number.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The label, which is the interface's name in most cases; empty for IPv6.</summary>
    public string Label { get; init; } = "";

    /// <summary>The flags as ip(8) prints them: secondary, tentative, deprecated, dynamic, noprefixroute ...</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>Seconds the address stays valid; <see cref="uint.MaxValue"/> means forever.</summary>
    public uint ValidLifetime { get; init; } = uint.MaxValue;

    /// <summary>Seconds the address stays preferred; <see cref="uint.MaxValue"/> means forever.</summary>
    public uint PreferredLifetime { get; init; } = uint.MaxValue;

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength}";
}
