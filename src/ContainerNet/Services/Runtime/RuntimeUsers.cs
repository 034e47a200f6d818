using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Runtime;

/// <summary>The containers that cannot be started without a runtime.</summary>
internal static class RuntimeUsers
{
    private const int AtOnce = 8;

    /// <summary>The names of all that were made with such a runtime, running or not. The engine's list does not tell it: each is inspected.</summary>
    public static async Task<string[]> FindAsync(IContainerEngine engine, Func<string, bool> isSuch, CancellationToken cancellationToken)
    {
        var all = await engine.Containers.ListAsync(all: true, cancellationToken).ConfigureAwait(false);
        var names = new List<string>();
        foreach (var some in all.Chunk(AtOnce))
        {
            var details = await Task.WhenAll(some.Select(one => InspectAsync(engine, one.Id, cancellationToken))).ConfigureAwait(false);
            names.AddRange(details.Where(one => one is not null && isSuch(one.Runtime)).Select(static one => one!.Name));
        }

        return [.. names];
    }

    private static async Task<ContainerDetails?> InspectAsync(IContainerEngine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException gone) when (gone.Id == ErrorId.ContainerNotFound)
        {
            return null;
        }
    }
}
