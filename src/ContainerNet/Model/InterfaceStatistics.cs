namespace ContainerNet;

/// <summary>What an interface has counted since it was made (struct rtnl_link_stats64 of linux/if_link.h), in 64 bits each.</summary>
public sealed record InterfaceStatistics
{
    /// <summary>Bytes received.</summary>
    public ulong RxBytes { get; init; }

    /// <summary>Packets received.</summary>
    public ulong RxPackets { get; init; }

    /// <summary>Packets that were received broken.</summary>
    public ulong RxErrors { get; init; }

    /// <summary>Packets that were received and not taken.</summary>
    public ulong RxDropped { get; init; }

    /// <summary>Multicast packets received.</summary>
    public ulong Multicast { get; init; }

    /// <summary>Bytes sent.</summary>
    public ulong TxBytes { get; init; }

    /// <summary>Packets sent.</summary>
    public ulong TxPackets { get; init; }

    /// <summary>Packets that could not be sent.</summary>
    public ulong TxErrors { get; init; }

    /// <summary>Packets that were dropped on their way out.</summary>
    public ulong TxDropped { get; init; }

    /// <summary>Collisions while sending.</summary>
    public ulong Collisions { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"rx {RxPackets} tx {TxPackets}";
}
