using System.Net;

namespace ContainerNet.Services.Tracing;

/// <summary>A flow that is asked about.</summary>
internal sealed record FlowRequest
{
    /// <summary>Where it comes from, as it is to be told.</summary>
    public required string From { get; init; }

    /// <summary>Where it goes to, as it is to be told.</summary>
    public required string To { get; init; }

    /// <summary>The namespace it is sent in; null where it comes from outside.</summary>
    public SnapshotNamespace? Home { get; init; }

    /// <summary>The interface of the host it comes in by, where it comes from outside.</summary>
    public string InInterface { get; init; } = "";

    /// <summary>The address it comes from; of the family's "any" where the sender's route chooses.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>Whether the source was given, and is not only a likely one.</summary>
    public bool IsSourceKnown { get; init; }

    public required IPAddress Destination { get; init; }

    /// <summary>tcp, udp or icmp.</summary>
    public required string Protocol { get; init; }

    /// <summary>The port; 0 for icmp.</summary>
    public int Port { get; init; }
}
