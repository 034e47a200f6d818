using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Containers that run, as the engine tells them: one list, and inspects side by side.</summary>
internal sealed class RunningContainers(IContainerEngine engine)
{
    /// <summary>Those that run now, in the engine's order.</summary>
    public async Task<IReadOnlyList<ContainerTarget>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false)).Select(one => ContainerTarget.Of(one, "*"))];

    /// <summary>Inspects them, in their order; those a wildcard found and that did not run then are left out.</summary>
    /// <param name="targets">The containers.</param>
    /// <param name="given">What the user gave; the target of errors.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<IReadOnlyList<Found<ContainerDetails>>> InspectAsync(
        IReadOnlyList<ContainerTarget> targets, Func<ContainerTarget, object> given, CancellationToken cancellationToken)
    {
        var wanted = targets.Where(static target => target is not { Wildcard: not null, Summary: { } row } || IsRunning(row.State));
        return await SideBySide.AskAsync(wanted, target => InspectAsync(target, given(target), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The error for a container that ended while it was looked at.</summary>
    public static ContainerNetException Gone(string name, object given, Exception? inner) =>
        ContainerNetException.Create(ErrorId.NamespaceGone, inner, given, Text.Format("Subject_Container", name));

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

    private static bool IsRunning(string state) => state is "running" or "paused";
}

/// <summary>What was found of one container, or why nothing was.</summary>
/// <param name="Given">What the user gave.</param>
/// <param name="Value">What was found; null where <paramref name="Error"/> says why not.</param>
/// <param name="Error">The error; null where all went well.</param>
internal readonly record struct Found<T>(object Given, T? Value, ContainerNetException? Error);
