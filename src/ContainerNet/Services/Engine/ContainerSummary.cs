namespace ContainerNet.Services.Engine;

/// <summary>A row of the engine's list of containers.</summary>
internal sealed record ContainerSummary
{
    public required string Id { get; init; }

    /// <summary>The name without the leading slash.</summary>
    public required string Name { get; init; }

    public string Image { get; init; } = "";

    /// <summary>The engine's word: created, running, paused, restarting, removing, exited, dead.</summary>
    public string State { get; init; } = "";

    public string NetworkMode { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public PublishedPort[] Ports { get; init; } = [];

    /// <summary>The networks it is attached to.</summary>
    public ContainerEndpoint[] Endpoints { get; init; } = [];
}
