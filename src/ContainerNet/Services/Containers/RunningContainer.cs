using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>What of a running container its interfaces' reading needs.</summary>
internal sealed record RunningContainer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What the user gave, the target of errors; null for one that was not named.</summary>
    public object? Given { get; init; }

    /// <summary>The first process' id; 0 where the engine did not tell it.</summary>
    public int ProcessId { get; init; }

    public string NetworkMode { get; init; } = "";

    public ContainerEndpoint[] Endpoints { get; init; } = [];

    public static RunningContainer Of(ContainerSummary row, int processId) => new()
    {
        Id = row.Id,
        Name = row.Name,
        ProcessId = processId,
        NetworkMode = row.NetworkMode,
        Endpoints = row.Endpoints,
    };

    /// <summary>One that was read before, which is named in errors.</summary>
    public static RunningContainer Of(Container container) => new()
    {
        Id = container.Id,
        Name = container.Name,
        Given = container.Name,
        ProcessId = container.ProcessId,
        NetworkMode = container.NetworkMode,
        Endpoints = container.Networks,
    };

    public static RunningContainer Of(ContainerDetails details, object? given) => new()
    {
        Id = details.Id,
        Name = details.Name,
        Given = given,
        ProcessId = details.ProcessId,
        NetworkMode = details.NetworkMode,
        Endpoints = details.Endpoints,
    };
}
