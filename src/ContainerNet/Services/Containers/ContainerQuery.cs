using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Reads many containers: one list, and an inspect for each that is wanted.</summary>
internal sealed class ContainerQuery(IContainerEngine engine, ContainerReader reader)
{
    // Each inspect is a connection of its own: more at once only queue up in the engine.
    private const int AtOnce = 8;

    /// <summary>The containers that are wanted, in the order they were created; one that goes away while it is read is left out.</summary>
    public async Task<IReadOnlyList<Container>> ReadAsync(
        IReadOnlyList<ContainerSummary> listed, ContainerFilter filter, CancellationToken cancellationToken)
    {
        var networks = listed.Any(filter.NeedsNetworks) ? await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false) : [];
        var wanted = listed.Where(one => filter.Wants(one, networks)).ToArray();
        var details = await InspectAsync(wanted, cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync([.. details.OfType<ContainerDetails>().OrderBy(static one => one.Created)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<ContainerDetails?[]> InspectAsync(ContainerSummary[] wanted, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(wanted.Select(async one =>
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await TryInspectAsync(one.Id, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
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
