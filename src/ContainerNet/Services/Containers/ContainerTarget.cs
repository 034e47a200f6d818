using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>A container that a cmdlet was pointed at.</summary>
internal sealed record ContainerTarget
{
    public required string Id { get; init; }

    /// <summary>Its name, or what stood in its place in the object it came from.</summary>
    public required string Name { get; init; }

    /// <summary>The wildcard that found it; null when it was meant by name, id or object.</summary>
    public string? Wildcard { get; init; }

    /// <summary>Whether this module made it; null when only the id is known.</summary>
    public bool? IsOurs { get; init; }

    public static ContainerTarget Of(ContainerSummary summary, string? wildcard) =>
        new() { Id = summary.Id, Name = summary.Name, Wildcard = wildcard, IsOurs = summary.Labels.ContainsKey(LabelNames.Made) };
}
