using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Finds the container that publishes the ports of another: a joined one has none of its own, its donor's lead to it.</summary>
/// <param name="engine">The engine.</param>
/// <param name="namespaces">Reads the kernel; null where it is not at hand.</param>
internal sealed class PublisherFinder(IContainerEngine engine, NamespaceService? namespaces)
{
    /// <summary>The container itself, or the donor it has joined.</summary>
    /// <exception cref="ContainerNetException">DonorGone, DonorRestarted: the ports lead to it no more.</exception>
    public async Task<ContainerDetails> FindAsync(ContainerDetails container, object given, CancellationToken cancellationToken)
    {
        if (NetworkModes.DonorOf(container.NetworkMode) is not { } id) return container;
        var donor = await TryInspectAsync(id, cancellationToken).ConfigureAwait(false);
        var sets = namespaces is not null && donor is { ProcessId: > 0 }
            ? (namespaces.ReadSet(container.ProcessId), namespaces.ReadSet(donor.ProcessId))
            : default((NamespaceSet, NamespaceSet)?);
        var name = donor?.Name ?? container.Labels.GetValueOrDefault(LabelNames.Donor, ContainerIds.Short(id));
        return DonorStates.Of(container, donor, sets) switch
        {
            DonorState.Alive => donor!,
            DonorState.Restarted => throw ContainerNetException.Create(ErrorId.DonorRestarted, given, container.Name, name),
            _ => throw ContainerNetException.Create(ErrorId.DonorGone, given, container.Name, name),
        };
    }

    private async Task<ContainerDetails?> TryInspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            return null;
        }
    }
}
