using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Containers that run, as the engine tells them: one list, and inspects side by side of what is not known from before.</summary>
internal sealed class RunningContainers(IContainerEngine engine)
{
    private readonly ProcessMemory _memory = ProcessMemory.Of(engine);

    /// <summary>Those that run now, in the engine's order.</summary>
    public async Task<IReadOnlyList<ContainerTarget>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        _memory.Keep(rows.Select(static row => row.Id));
        return [.. rows.Select(static row => ContainerTarget.Of(row, "*"))];
    }

    /// <summary>Inspects them, in their order; those a wildcard found and that did not run then are left out.</summary>
    /// <param name="targets">The containers.</param>
    /// <param name="given">What the user gave; the target of errors.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<IReadOnlyList<Found<ContainerDetails>>> InspectAsync(
        IReadOnlyList<ContainerTarget> targets, Func<ContainerTarget, object> given, CancellationToken cancellationToken) =>
        await SideBySide.AskAsync(targets.Where(IsWanted), target => InspectAsync(target, given(target), cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Finds all that run now.</summary>
    public async Task<IReadOnlyList<Found<RunningContainer>>> FindAllAsync(CancellationToken cancellationToken) =>
        await FindAsync(await ListAsync(cancellationToken).ConfigureAwait(false), static target => target.Name, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Finds their first processes, in their order; those a wildcard found and that have ended are left out. What the engine's list and the
    /// time before tell is not asked again, except of one that was named.
    /// </summary>
    /// <inheritdoc cref="InspectAsync(IReadOnlyList{ContainerTarget}, Func{ContainerTarget, object}, CancellationToken)"/>
    public async Task<IReadOnlyList<Found<RunningContainer>>> FindAsync(
        IReadOnlyList<ContainerTarget> targets, Func<ContainerTarget, object> given, CancellationToken cancellationToken)
    {
        var found = await SideBySide.AskAsync(targets.Where(IsWanted), target => FindAsync(target, given(target), cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. found.Where(static one => one.Error is not { Id: ErrorId.NamespaceGone })];
    }

    /// <summary>The error for a container that ended while it was looked at.</summary>
    public static ContainerNetException Gone(string name, object given, Exception? inner) =>
        ContainerNetException.Create(ErrorId.NamespaceGone, inner, given, Text.Format("Subject_Container", name));

    private async Task<Found<RunningContainer>> FindAsync(ContainerTarget target, object given, CancellationToken cancellationToken)
    {
        if (target is { Wildcard: not null, Summary: { } row } && _memory.Find(row.Id) is var processId and not 0)
            return new(given, RunningContainer.Of(row, processId), null);
        var (_, details, error) = await InspectAsync(target, given, cancellationToken).ConfigureAwait(false);
        if (details is null) return new(given, null, error);
        if (target.Wildcard is not null) _memory.Remember(details);
        return new(given, RunningContainer.Of(details, target.Wildcard is null ? given : null), null);
    }

    private async Task<Found<ContainerDetails>> InspectAsync(ContainerTarget target, object given, CancellationToken cancellationToken)
    {
        try
        {
            var details = await target.NamedAsync(() => engine.Containers.InspectAsync(target.Id, cancellationToken)).ConfigureAwait(false);
            if (IsRunning(details.State) && details.ProcessId != 0) return new(given, details, null);
            return new(given, null, target.Wildcard is null
                ? ContainerNetException.Create(ErrorId.ContainerNotRunning, given, details.Name, details.State)
                : Gone(details.Name, given, null));
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            // With a wildcard it was in the list a moment ago.
            return new(given, null, target.Wildcard is null ? exception : Gone(target.Name, given, exception));
        }
    }

    private static bool IsWanted(ContainerTarget target) => target is not { Wildcard: not null, Summary: { } row } || IsRunning(row.State);

    private static bool IsRunning(string state) => state is "running" or "paused";
}

/// <summary>What was found of one container, or why nothing was.</summary>
/// <param name="Given">What the user gave.</param>
/// <param name="Value">What was found; null where <paramref name="Error"/> says why not.</param>
/// <param name="Error">The error; null where all went well.</param>
internal readonly record struct Found<T>(object Given, T? Value, ContainerNetException? Error);
