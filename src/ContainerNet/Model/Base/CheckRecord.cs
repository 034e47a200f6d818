namespace ContainerNet.Model;

/// <summary>What <see cref="ContainerNet.Check"/> holds: a type cannot have a member of its own name, but one that it inherits.</summary>
public abstract record CheckRecord
{
    /// <summary>The stable id of the check, such as <c>SourceNat</c>.</summary>
    public required string Check { get; init; }

    /// <summary>The name of the container; empty where the check is about the host.</summary>
    public string Container { get; init; } = "";

    /// <summary>The id of <see cref="Container"/>.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The name of the container's <see cref="ContainerMode"/>; empty where the check is about the host.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The name of a <see cref="CheckResult"/>.</summary>
    public required string Result { get; init; }

    /// <summary>What was promised.</summary>
    public string Expected { get; init; } = "";

    /// <summary>What was found.</summary>
    public string Actual { get; init; } = "";

    /// <summary>Why it matters.</summary>
    public string Why { get; init; } = "";

    /// <summary>What puts it right: commands that can be run on the engine's host, between semicolons; empty where nothing is wrong.</summary>
    public string Fix { get; init; } = "";

    /// <summary>When the snapshot was taken; UTC.</summary>
    public DateTime TakenAt { get; init; }
}
