using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Finds the processes of running containers: what is known of the engine's list and from before is not asked again.</summary>
internal sealed class RunningContainerFinder(IContainerEngine engine)
{
    // More at once only queue up in the engine.
    private const int AtOnce = 8;

    private readonly ProcessMemory _memory = ProcessMemory.Of(engine);

    /// <summary>All that run now, in the engine's order.</summary>
    public async Task<IReadOnlyList<RunningContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        _memory.Keep(rows.Select(static row => row.Id));
        return await FindAsync([.. rows.Select(static row => ContainerTarget.Of(row, "*"))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of a list that run now; what was found by a wildcard and has ended is left out.</summary>
    public async Task<IReadOnlyList<RunningContainer>> FindAsync(IReadOnlyList<ContainerTarget> targets, CancellationToken cancellationToken)
    {
        var found = new RunningContainer?[targets.Count];
        var unknown = new List<int>();
        for (var i = 0; i < found.Length; i++)
        {
            if (targets[i].Summary is not { } row || !IsRunning(row.State)) continue;
            if (_memory.Find(row.Id) is var processId and not 0) found[i] = RunningContainer.Of(row, processId);
            else unknown.Add(i);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(unknown, options, async (index, token) => found[index] = await TryInspectAsync(targets[index].Id, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return [.. found.OfType<RunningContainer>()];
    }

    /// <summary>The one that was meant.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerNotRunning.</exception>
    public async Task<RunningContainer> FindAsync(ContainerTarget target, object given, CancellationToken cancellationToken)
    {
        var details = await target.NamedAsync(() => engine.Containers.InspectAsync(target.Id, cancellationToken)).ConfigureAwait(false);
        return IsRunning(details) ? RunningContainer.Of(details, given)
            : throw ContainerNetException.Create(ErrorId.ContainerNotRunning, given, details.Name, details.State);
    }

    private async Task<RunningContainer?> TryInspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var details = await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false);
            if (!IsRunning(details)) return null;
            _memory.Remember(details);
            return RunningContainer.Of(details, null);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            // It was in the list a moment ago.
            return null;
        }
    }

    private static bool IsRunning(ContainerDetails details) => IsRunning(details.State) && details.ProcessId != 0;

    private static bool IsRunning(string state) => state is "running" or "paused";
}
