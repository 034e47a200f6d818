namespace ContainerNet;

/// <summary>What became of a real attempt to connect from a container's network namespace.</summary>
public sealed record ContainerConnection
{
    /// <summary>The name of the container it was tried from; <c>host</c> for the host.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id; empty for the host.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>Where to, as it was asked.</summary>
    public required string To { get; init; }

    /// <summary>The address that was tried; empty where none was found.</summary>
    public string Address { get; init; } = "";

    /// <summary>The port; 0 where only the name was asked for.</summary>
    public int Port { get; init; }

    /// <summary>tcp or udp.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>Whether the other side has answered.</summary>
    public bool Succeeded { get; init; }

    /// <summary>The name of a <see cref="ConnectionResult"/>.</summary>
    public required string Result { get; init; }

    /// <summary>Milliseconds until the connection stood, was refused, or the answer came.</summary>
    public double Time { get; init; }

    /// <summary>The first bytes that came back; at most as many as were asked for.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The same bytes as text (UTF-8), without characters that steer a terminal.</summary>
    public string Text { get; init; } = "";

    /// <summary>The address and port it was tried from; empty where it came to none.</summary>
    public string LocalAddress { get; init; } = "";

    /// <summary>The names that were asked for, in their order: a short name is asked with each search domain.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>Who knew the name: a name server, <c>/etc/hosts</c>, or <c>Engine</c>; empty where no name was asked for.</summary>
    public string Resolver { get; init; } = "";

    /// <summary>Why it failed, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What to do about it: a command that can be run, or words; empty where there is nothing to say.</summary>
    public string Fix { get; init; } = "";

    /// <summary>What rules and routes say of the flow; null where it succeeded or never began.</summary>
    public PacketTrace? Trace { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ContainerName} -> {To}{(Port > 0 ? $" {Port}/{Protocol}" : "")}: {Result}";
}
