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

    /// <summary>Its row of the engine's list; null when only the id is known.</summary>
    public ContainerSummary? Summary { get; init; }

    /// <summary>Whether this module made it; null when only the id is known.</summary>
    public bool? IsOurs { get; init; }

    public static ContainerTarget Of(ContainerSummary summary, string? wildcard) => new()
    {
        Id = summary.Id,
        Name = summary.Name,
        Wildcard = wildcard,
        Summary = summary,
        IsOurs = summary.Labels.ContainsKey(LabelNames.Made),
    };

    /// <summary>Does work for this container; where the engine no longer knows the id, the error tells the name, which is what the user knows.</summary>
    public async Task<T> NamedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            throw ContainerNetException.Create(ErrorId.ContainerNotFound, exception, Name, Name);
        }
    }
}
