using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Modes;

/// <summary>Puts the guard of a started container in place and checks its mode's promise in the kernel.</summary>
internal sealed class PromiseKeeper(IContainerEngine engine, NamespaceService kernel, GuardKeeper guards, ContainerPorts ports, KernelView view)
{
    private const int EndChecks = 40;
    private static readonly TimeSpan s_endCheckInterval = TimeSpan.FromMilliseconds(25);
    private bool _guarding;

    /// <summary>Before a container starts: keeps away from its ports who may not get there.</summary>
    /// <exception cref="ContainerNetException">It could not be done: the container must not start.</exception>
    public async Task RestrictAsync(ModePlan plan, string id, string name, CancellationToken cancellationToken)
    {
        if (plan.Restriction is not { } restriction) return;
        _guarding = true;
        await ports.SetAccessBeforeStartAsync(id, name, restriction.Ports, restriction.AllowFrom, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Guards and checks; a container that has ended by now is left as it is.</summary>
    /// <returns>The container as it was last seen, and its guard.</returns>
    /// <exception cref="ContainerNetException">PromiseBroken, EngineRootless, and the errors of firewall and kernel readings.</exception>
    public async Task<(ContainerDetails Details, GuardState Guard)> KeepAsync(
        ModePlan plan, ContainerDetails details, ContainerRequest request, ICreationObserver observer, CancellationToken cancellationToken)
    {
        if (!IsAlive(details)) return (details, GuardState.NotApplicable);
        if (!view.AtHand)
        {
            if (plan.Mode == ContainerMode.Bridged && !request.NoGuard) await RefuseRootlessAsync(details, cancellationToken).ConfigureAwait(false);
            observer.Warning(Text.Format("Warning_PromiseUnchecked", details.Name, view.Reason));
            return (details, plan.Mode == ContainerMode.Bridged ? GuardState.Unknown : GuardState.NotApplicable);
        }

        var guard = GuardState.NotApplicable;
        if (plan.Mode == ContainerMode.Bridged)
        {
            _guarding = true;
            guard = await guards.KeepAsync(details, cancellationToken).ConfigureAwait(false);
            ContainerPorts.ForgetDatagrams(details);
            if (guard == GuardState.Shadowed) observer.Warning(Text.Format("Warning_GuardShadowed", details.Name));
        }

        if (FindBreach(plan, details) is not { } breach) return (details, guard);

        // What looks broken may have ended meanwhile, and the engine takes a moment to notice: only what still runs breaks its promise.
        for (var attempt = 0; attempt < EndChecks; attempt++)
        {
            var now = await engine.Containers.InspectAsync(details.Id, cancellationToken).ConfigureAwait(false);
            if (!IsAlive(now)) return (now, GuardState.NotApplicable);
            await Task.Delay(s_endCheckInterval, cancellationToken).ConfigureAwait(false);
        }

        throw ContainerNetException.Create(ErrorId.PromiseBroken, details.Name, details.Name, plan.Mode, breach);
    }

    /// <summary>Takes away the guard of a container that has ended or was taken back, where there may be one.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => _guarding ? guards.SweepAsync(cancellationToken) : Task.CompletedTask;

    private string? FindBreach(ModePlan plan, ContainerDetails details)
    {
        try
        {
            return plan.FindBreach(details, kernel);
        }
        catch (ContainerNetException gone) when (gone.Id == ErrorId.NamespaceGone)
        {
            return gone.Message;
        }
    }

    // A rootless engine's bridges stand in a network namespace of its own, where no guard of ours can stand.
    private async Task RefuseRootlessAsync(ContainerDetails details, CancellationToken cancellationToken)
    {
        var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (info.Rootless) throw ContainerNetException.Create(ErrorId.EngineRootless, details.Name, details.Name);
    }

    private static bool IsAlive(ContainerDetails details) => details.State is "running" or "paused" && details.ProcessId > 0;
}
