using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>A container somebody wants, and how its making shall go.</summary>
internal sealed record ContainerRequest
{
    /// <summary>The container, its network fields still empty: they are the mode's business.</summary>
    public required ContainerSpec Spec { get; init; }

    public PullPolicy Pull { get; init; }

    public bool NoStart { get; init; }

    /// <summary>Run to the end and pass the output on.</summary>
    public bool Wait { get; init; }

    /// <summary>How long a run may take with <see cref="Wait"/>; null is for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    public bool AutoRemove { get; init; }

    /// <summary>Leave a container behind whose making failed, so that it can be looked into.</summary>
    public bool KeepOnFailure { get; init; }

    public bool NoGuard { get; init; }
}
