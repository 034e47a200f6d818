namespace ContainerNet;

/// <summary>One thing that was put right.</summary>
public sealed record Repair
{
    /// <summary>The name of a <see cref="RepairAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The name of the container; empty where it concerns none, or one that is gone.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of the container; empty where it concerns none.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>What it was: <c>publish 8080/tcp</c>, <c>access 8080/tcp</c>, <c>guard</c>, <c>jump ...</c>, <c>hairpin ...</c>, <c>chain ...</c>, <c>donor</c> or a file.</summary>
    public required string Subject { get; init; }

    /// <summary>How it was before; empty where there was nothing.</summary>
    public string Before { get; init; } = "";

    /// <summary>How it is now; empty where there is nothing.</summary>
    public string After { get; init; } = "";

    /// <summary>When it was done, or found where nothing is to be done; UTC.</summary>
    public DateTime Time { get; init; } = DateTime.UtcNow;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(ContainerName.Length > 0 ? ContainerName : ContainerId.Length > 0 ? ContainerId[..12] : "-")}: {Action} {Subject}{(Before.Length > 0 ? $" {Before}" : "")}{(After.Length > 0 ? $" -> {After}" : "")}";
}
