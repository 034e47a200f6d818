using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>The engine's endpoints of containers: a joined container has none of its own, but its donor's.</summary>
internal sealed class NetworkEndpoints(IContainerEngine engine)
{
    private readonly Dictionary<string, ContainerEndpoint[]> _donors = new(StringComparer.Ordinal);

    /// <summary>Asks for the donors that are not among these containers.</summary>
    public async Task PrepareAsync(IReadOnlyList<RunningContainer> containers, CancellationToken cancellationToken)
    {
        foreach (var container in containers) _donors[container.Id] = container.Endpoints;
        foreach (var container in containers)
        {
            if (NetworkModes.DonorOf(container.NetworkMode) is { } donor && !_donors.ContainsKey(donor))
                _donors[donor] = await AskAsync(donor, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Those of a container, once they were prepared.</summary>
    public ContainerEndpoint[] Of(RunningContainer container) =>
        NetworkModes.DonorOf(container.NetworkMode) is { } donor ? _donors.GetValueOrDefault(donor, []) : container.Endpoints;

    private async Task<ContainerEndpoint[]> AskAsync(string donor, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.Containers.InspectAsync(donor, cancellationToken).ConfigureAwait(false)).Endpoints;
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            // A donor that is gone has no networks any more.
            return [];
        }
    }
}
