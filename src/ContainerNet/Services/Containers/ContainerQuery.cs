using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Reads many containers: one list, and an inspect for each that is wanted.</summary>
internal sealed class ContainerQuery(IContainerEngine engine, ContainerReader reader)
{
    // Not by a key that is a struct: such a sort is compiled anew in every session, on the way of its first call.
    private static readonly Comparer<ContainerDetails> s_byCreation = Comparer<ContainerDetails>.Create(static (one, other) => one.Created.CompareTo(other.Created));

    /// <summary>The containers that are wanted, in the order they were created; one that goes away while it is read is left out.</summary>
    public async Task<IReadOnlyList<Container>> ReadAsync(
        IReadOnlyList<ContainerSummary> listed, ContainerFilter filter, CancellationToken cancellationToken)
    {
        var networks = listed.Any(filter.NeedsNetworks) ? await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false) : [];
        var wanted = listed.Where(one => filter.Wants(one, networks)).ToArray();
        var details = await SideBySide.AskAsync(wanted, one => TryInspectAsync(one.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync([.. details.OfType<ContainerDetails>().Order(s_byCreation)], cancellationToken).ConfigureAwait(false);
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
