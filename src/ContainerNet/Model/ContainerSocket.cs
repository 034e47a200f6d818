namespace ContainerNet;

/// <summary>An internet socket in a container's network namespace, read from the kernel (sock_diag(7)).</summary>
public sealed record ContainerSocket
{
    /// <summary>The name of the container it was asked for.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of the container it was asked for.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>tcp, udp or raw.</summary>
    public required string Protocol { get; init; }

    /// <summary>inet or inet6. An inet6 socket on <c>::</c> takes IPv4 too, unless it is <see cref="IPv6Only"/>.</summary>
    public required string Family { get; init; }

    /// <summary>The name of a <see cref="SocketState"/>.</summary>
    public required string State { get; init; }

    /// <summary>The address it is bound to; 0.0.0.0 or :: for all.</summary>
    public required string LocalAddress { get; init; }

    /// <summary>The port it is bound to; of a raw socket the number of the protocol.</summary>
    public required int LocalPort { get; init; }

    /// <summary>The address of the other end; 0.0.0.0 or :: where there is none.</summary>
    public string RemoteAddress { get; init; } = "";

    /// <summary>The port of the other end; 0 where there is none.</summary>
    public int RemotePort { get; init; }

    /// <summary>Bytes that wait to be read; of one that listens, connections that wait to be accepted.</summary>
    public long ReceiveQueue { get; init; }

    /// <summary>Bytes that wait for their acknowledgement; of one that listens, how many connections may wait.</summary>
    public long SendQueue { get; init; }

    /// <summary>The id, on the engine's host, of the process that has it open, the lowest of several; 0 where there is none.</summary>
    public int ProcessId { get; init; }

    /// <summary>The command name of <see cref="ProcessId"/>, 15 bytes at most; empty where there is none.</summary>
    public string ProcessName { get; init; } = "";

    /// <summary>The name of the container whose process it is: of those that share the namespace, one; empty for a process of no container.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The id of <see cref="Owner"/>.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>The id, on the engine's host, of the user it belongs to.</summary>
    public long UserId { get; init; }

    /// <summary>Whether an inet6 socket leaves IPv4 alone (IPV6_V6ONLY); null where the kernel does not say.</summary>
    public bool? IPv6Only { get; init; }

    /// <summary>The inode that names the network namespace (namespaces(7)).</summary>
    public long NamespaceInode { get; init; }

    internal long Inode { get; init; }

    /// <summary>Whether it waits: for connections (tcp), or for packets from anyone (udp, raw).</summary>
    internal bool IsListening => State == (Protocol == "tcp" ? nameof(SocketState.Listen) : nameof(SocketState.Unconnected));

    /// <inheritdoc/>
    public override string ToString()
    {
        var local = $"{Protocol} {End(LocalAddress, LocalPort)}";
        return RemotePort == 0 ? local : $"{local} -> {End(RemoteAddress, RemotePort)}";
    }

    private static string End(string address, int port) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
}
