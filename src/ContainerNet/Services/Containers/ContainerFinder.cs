using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Finds containers by name, id, id's unique start, or wildcard.</summary>
internal sealed class ContainerFinder(IContainerEngine engine)
{
    /// <summary>The one container a literal name, id or unique start of an id (4 hex digits at least) means; an exact name wins.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerAmbiguous; target is the text.</exception>
    public async Task<ContainerSummary> FindOneAsync(string nameOrId, CancellationToken cancellationToken) =>
        One(await ListAsync(cancellationToken).ConfigureAwait(false), nameOrId);

    /// <summary>All containers, stopped ones included, in the engine's order (newest first).</summary>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(CancellationToken cancellationToken) =>
        engine.Containers.ListAsync(true, cancellationToken);

    /// <summary>What a text means among these: one container for a literal, any number for a wildcard.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerAmbiguous; target is the text.</exception>
    public static IReadOnlyList<ContainerSummary> Match(IReadOnlyList<ContainerSummary> all, string text)
    {
        if (!Wildcard.Is(text)) return [One(all, text)];
        var wildcard = new Wildcard(text);
        return [.. all.Where(one => wildcard.Matches(one.Name))];
    }

    /// <inheritdoc cref="FindOneAsync"/>
    public static ContainerSummary One(IReadOnlyList<ContainerSummary> all, string nameOrId)
    {
        var exact = all.FirstOrDefault(one => one.Name == nameOrId) ?? all.FirstOrDefault(one => one.Id == nameOrId);
        if (exact is not null) return exact;

        var started = ContainerIds.IsStart(nameOrId)
            ? all.Where(one => one.Id.StartsWith(nameOrId, StringComparison.Ordinal)).ToArray()
            : [];
        return started switch
        {
            [var only] => only,
            [] => throw ContainerNetException.Create(ErrorId.ContainerNotFound, nameOrId, nameOrId),
            _ => throw ContainerNetException.Create(ErrorId.ContainerAmbiguous, nameOrId, nameOrId,
                string.Join(", ", started.Select(static one => $"{one.Name} ({ContainerIds.Short(one.Id)})"))),
        };
    }
}
