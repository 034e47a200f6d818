using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the interfaces of containers: the engine tells the process, the kernel the rest.</summary>
/// <param name="engine">The engine.</param>
/// <param name="namespaces">Reads the kernel.</param>
/// <param name="view">Whether the engine's processes are processes of this machine.</param>
internal sealed class InterfaceReader(IContainerEngine engine, NamespaceService namespaces, KernelView view)
{
    /// <summary>The containers that run now, in the engine's order.</summary>
    public async Task<IReadOnlyList<ContainerTarget>> ListRunningAsync(CancellationToken cancellationToken) =>
        [.. (await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false)).Select(one => ContainerTarget.Of(one, "*"))];

    /// <summary>The interfaces of one container; none for one that a wildcard found and that was not running then.</summary>
    /// <param name="target">The container.</param>
    /// <param name="given">What the user gave; the target of errors.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">ContainerNotFound, ContainerNotRunning, NamespaceGone, KernelViewNotAtHand,
    /// KernelViewDenied, NetlinkFailed.</exception>
    public async Task<IReadOnlyList<ContainerInterface>> ReadAsync(ContainerTarget target, object given, CancellationToken cancellationToken)
    {
        if (!view.AtHand)
        {
            var uri = engine.Connection.Endpoint.Uri;
            throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, view.Reason);
        }

        if (target is { Wildcard: not null, Summary: { } row } && !IsRunning(row.State)) return [];
        var details = await InspectAsync(target, given, cancellationToken).ConfigureAwait(false);
        if (!IsRunning(details.State) || details.ProcessId == 0)
        {
            throw target.Wildcard is null
                ? ContainerNetException.Create(ErrorId.ContainerNotRunning, given, details.Name, details.State)
                : Gone(details.Name, given, null);
        }

        try
        {
            var network = namespaces.ReadNetwork(details.ProcessId);
            return [.. network.Interfaces.Select(link => link with { ContainerName = details.Name, ContainerId = details.Id })];
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.NamespaceGone)
        {
            throw Gone(details.Name, given, exception);
        }
    }

    private async Task<ContainerDetails> InspectAsync(ContainerTarget target, object given, CancellationToken cancellationToken)
    {
        try
        {
            return await target.NamedAsync(() => engine.Containers.InspectAsync(target.Id, cancellationToken)).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound && target.Wildcard is not null)
        {
            // It was in the list a moment ago.
            throw Gone(target.Name, given, exception);
        }
    }

    private static ContainerNetException Gone(string name, object given, Exception? inner) =>
        ContainerNetException.Create(ErrorId.NamespaceGone, inner, given, Text.Format("Subject_Container", name));

    private static bool IsRunning(string state) => state is "running" or "paused";
}
