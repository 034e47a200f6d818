namespace ContainerNet;

/// <summary>A published port of a container, and what is behind it.</summary>
public sealed record ContainerPublishedPort
{
    /// <summary>The name of the container that publishes it.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The id of the container that publishes it.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The host address; <c>0.0.0.0</c> or <c>::</c> for all of a family.</summary>
    public required string HostIP { get; init; }

    /// <summary>The port on the host, 1-65535.</summary>
    public required int HostPort { get; init; }

    /// <summary>The port in the container, 1-65535.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public required string Protocol { get; init; }

    /// <summary>Who publishes it: Engine, or ContainerNet where it was published on the running container.</summary>
    public string Source { get; init; } = PublishedPort.ByEngine;

    /// <summary>The networks that may get to it; none where everybody may. The host itself always may.</summary>
    public string[] AllowFrom { get; init; } = [];

    /// <summary>The name of a <see cref="PortListening"/>: whether a process in the container's network namespace takes what arrives.</summary>
    public string Listening { get; init; } = nameof(PortListening.Unknown);

    /// <summary>The name of the container whose process listens: the one that publishes, or one that has joined it; empty where none does.</summary>
    public string Listener { get; init; } = "";

    /// <summary>The id of that process on the engine's host; 0 where none listens.</summary>
    public int ProcessId { get; init; }

    /// <summary>The command name of that process; empty where none listens.</summary>
    public string ProcessName { get; init; } = "";

    /// <summary>Whether it is published on every address of the host, so that who reaches the host reaches it.</summary>
    public bool ExposedToEveryAddress { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(HostIP.Contains(':', StringComparison.Ordinal) ? $"[{HostIP}]" : HostIP)}:{HostPort}->{ContainerPort}/{Protocol}";
}
