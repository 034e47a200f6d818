using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Finds containers by name, id, an id's unique start, or wildcard.</summary>
internal sealed class ContainerFinder(IContainerEngine engine)
{
    /// <summary>The one container a literal name, id or unique start of an id (4 hex digits at least) means; an exact name wins.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerAmbiguous; target is the text.</exception>
    public Task<ContainerSummary> FindOneAsync(string nameOrId, CancellationToken cancellationToken) =>
        throw new NotSupportedException(engine.ToString());
}
