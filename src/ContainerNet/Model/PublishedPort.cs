namespace ContainerNet;

/// <summary>A port of a container that is published on an address of the host.</summary>
public sealed record PublishedPort
{
    /// <summary>The host address; <c>0.0.0.0</c> or <c>::</c> for all of a family.</summary>
    public required string HostIP { get; init; }

    /// <summary>The port on the host, 1-65535; 0 while the engine has not chosen one.</summary>
    public required int HostPort { get; init; }

    /// <summary>The port in the container, 1-65535.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public required string Protocol { get; init; }

    /// <summary>Who publishes it: Engine, or ContainerNet where it was published on the running container.</summary>
    public string Source { get; init; } = ByEngine;

    /// <summary>The networks that may get to it; none where everybody may.</summary>
    public string[] AllowFrom { get; init; } = [];

    internal const string ByEngine = "Engine";

    internal const string ByContainerNet = "ContainerNet";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(HostIP.Contains(':', StringComparison.Ordinal) ? $"[{HostIP}]" : HostIP)}:{HostPort}->{ContainerPort}/{Protocol}";
}
