using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Containers;

/// <summary>Starts, stops, awaits and removes containers, and keeps the promise of those this module made while doing so.</summary>
internal sealed class ContainerLifecycle(IContainerEngine engine, GuardKeeper guards, ContainerPorts ports)
{
    /// <summary>Starts a container; one that runs is left as it is.</summary>
    /// <exception cref="ContainerNetException">What the engine and the firewall refuse.</exception>
    public async Task StartAsync(ContainerTarget target, CancellationToken cancellationToken)
    {
        if (await engine.Containers.StartAsync(target.Id, cancellationToken).ConfigureAwait(false))
            await KeepPromisesAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a container; one that does not run is left as it is. What led to it goes first: its address is free from then on.</summary>
    /// <exception cref="ContainerNetException">What the engine and the firewall refuse.</exception>
    public async Task StopAsync(ContainerTarget target, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        await ports.WithdrawAsync(target.Id, cancellationToken).ConfigureAwait(false);
        await engine.Containers.StopAsync(target.Id, timeoutSeconds, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a container where it runs, and starts it.</summary>
    public async Task RestartAsync(ContainerTarget target, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        await ports.WithdrawAsync(target.Id, cancellationToken).ConfigureAwait(false);
        await engine.Containers.RestartAsync(target.Id, timeoutSeconds, cancellationToken).ConfigureAwait(false);
        await KeepPromisesAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a container does not run.</summary>
    /// <exception cref="ContainerNetException">WaitTimedOut.</exception>
    public async Task WaitAsync(ContainerTarget target, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await engine.Containers.WaitAsync(target.Id, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // With no time given at all the answer did not come, whatever it would have been: so ask for the state.
            var details = await engine.Containers.InspectAsync(target.Id, cancellationToken).ConfigureAwait(false);
            if (HasProcess(details)) throw ContainerNetException.Create(ErrorId.WaitTimedOut, target.Name, target.Name, timeoutSeconds);
        }
    }

    /// <summary>Removes a container; one that runs only by <paramref name="force"/>.</summary>
    /// <exception cref="ContainerNetException">ContainerRunning.</exception>
    public async Task RemoveAsync(ContainerTarget target, bool force, bool volumes, CancellationToken cancellationToken)
    {
        if (!force)
        {
            var details = await engine.Containers.InspectAsync(target.Id, cancellationToken).ConfigureAwait(false);
            if (HasProcess(details)) throw ContainerNetException.Create(ErrorId.ContainerRunning, target.Name, target.Name, details.State);
        }

        await ports.WithdrawAsync(target.Id, cancellationToken).ConfigureAwait(false);
        await engine.Containers.RemoveAsync(target.Id, force, volumes, cancellationToken).ConfigureAwait(false);
    }

    private static bool HasProcess(ContainerDetails details) => details.State is "running" or "paused" or "restarting";

    /// <summary>A start can give a container another address: the guard of the old one would guard somebody else, and its ports would lead there.</summary>
    private async Task KeepPromisesAsync(ContainerTarget target, CancellationToken cancellationToken)
    {
        var details = await engine.Containers.InspectAsync(target.Id, cancellationToken).ConfigureAwait(false);
        if (target.IsOurs != false) await guards.KeepAsync(details, cancellationToken).ConfigureAwait(false);
        if (HasProcess(details)) await ports.RestoreAsync(details, cancellationToken).ConfigureAwait(false);
    }
}
