namespace ContainerNet;

/// <summary>The name servers of a container (resolv.conf(5)).</summary>
public sealed record SnapshotResolver
{
    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>Their addresses, in their order.</summary>
    public string[] Servers { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Servers);
}

/// <summary>A port that was published on a running container.</summary>
public sealed record SnapshotPublication
{
    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The address of the host; empty for every address of both families.</summary>
    public string HostIP { get; init; } = "";

    /// <summary>The port of the host.</summary>
    public required int HostPort { get; init; }

    /// <summary>The port of the container.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public required string Protocol { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{HostIP}:{HostPort}->{ContainerPort}/{Protocol}";
}

/// <summary>A tracked flow (conntrack(8)).</summary>
public sealed record SnapshotFlow
{
    /// <summary>udp.</summary>
    public required string Protocol { get; init; }

    /// <summary>The sender's address.</summary>
    public required string Source { get; init; }

    /// <summary>The address that was sent to, before any translation.</summary>
    public required string Destination { get; init; }

    /// <summary>The port that was sent to.</summary>
    public required int DestinationPort { get; init; }

    /// <summary>The address that answers, behind any translation.</summary>
    public required string Answering { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol} {Source} -> {Destination}:{DestinationPort} = {Answering}";
}
