using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Makes a container in one of the four modes: image, create, networks, start, guard, promise. What fails is taken back.</summary>
internal sealed class ContainerCreator(
    IContainerEngine engine, PromiseKeeper promises, ContainerReader reader, ICreationObserver observer)
{
    private static readonly TimeSpan s_releaseLimit = TimeSpan.FromSeconds(4);
    private readonly LeftoverRemover _remover = new(engine, observer);

    /// <summary>Makes the container and, unless it was told not to, starts it and checks the promise.</summary>
    /// <returns>The container; null after a run to the end, whose output has gone to the observer.</returns>
    /// <exception cref="ContainerNetException">PromiseBroken, ContainerExitedNonZero, WaitTimedOut, PortInUse, and the refusals of the engine.</exception>
    public async Task<Container?> CreateAsync(ModePlan plan, ContainerRequest request, CancellationToken cancellationToken)
    {
        var ticket = Guid.NewGuid().ToString("N");
        var spec = await plan.PrepareAsync(WithLabels(plan, request, ticket), observer, cancellationToken).ConfigureAwait(false);
        var made = await new ContainerMaker(engine, _remover, observer).MakeAsync(spec, request.Pull, ticket, cancellationToken).ConfigureAwait(false);
        var id = made.Id;
        try
        {
            foreach (var warning in made.Warnings) observer.Warning(warning);
            foreach (var endpoint in spec.Endpoints.Skip(1))
            {
                await engine.Networks.ConnectAsync(id, endpoint, cancellationToken).ConfigureAwait(false);
            }

            await promises.RestrictAsync(plan, id, spec.Name ?? id[..12], cancellationToken).ConfigureAwait(false);
            if (request.NoStart) return await reader.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return await StartAsync(plan, request, spec, id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException exit) when (exit.Id == ErrorId.ContainerExitedNonZero)
        {
            throw;
        }
        catch (Exception)
        {
            if (!request.KeepOnFailure || cancellationToken.IsCancellationRequested)
            {
                await _remover.RemoveAsync(id).ConfigureAwait(false);
                await ReleaseAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<Container?> StartAsync(
        ModePlan plan, ContainerRequest request, ContainerSpec spec, string id, CancellationToken cancellationToken)
    {
        await new ContainerStarter(engine).StartAsync(id, spec, cancellationToken).ConfigureAwait(false);
        ContainerDetails details;
        try
        {
            details = await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException gone) when (spec.AutoRemove && gone.Id == ErrorId.ContainerNotFound)
        {
            observer.Warning(Text.Format("Warning_EndedAndRemoved", spec.Name ?? id[..12]));
            return EndedContainer(plan, spec, id);
        }

        (details, var guard) = await promises.KeepAsync(plan, details, request, observer, cancellationToken).ConfigureAwait(false);
        if (request.Wait)
        {
            await RunToEndAsync(details, request, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var container = await ReadAsync(details, cancellationToken).ConfigureAwait(false) with { Guard = guard.ToString() };
        if (container.State == "Exited") observer.Warning(Text.Format("Warning_Ended", container.Name, container.ExitCode));
        return container;
    }

    private async Task RunToEndAsync(ContainerDetails details, ContainerRequest request, CancellationToken cancellationToken)
    {
        var run = new ContainerRun(engine, observer);
        var exitCode = await run.ToEndAsync(details, request.Timeout, cancellationToken).ConfigureAwait(false);
        await ReleaseAsync().ConfigureAwait(false);
        if (request.AutoRemove) await _remover.RemoveAsync(details.Id).ConfigureAwait(false);
        if (exitCode == 0) return;
        var container = await ReadAsync(details, cancellationToken).ConfigureAwait(false) with { State = "Exited", ExitCode = exitCode, ProcessId = 0 };
        var lines = run.LastErrorLines.Count == 0 ? "" : Environment.NewLine + string.Join(Environment.NewLine, run.LastErrorLines);
        throw ContainerNetException.Create(ErrorId.ContainerExitedNonZero, container, container.Name, exitCode, lines);
    }

    private async Task<Container> ReadAsync(ContainerDetails details, CancellationToken cancellationToken) =>
        (await reader.ReadAsync([details], cancellationToken).ConfigureAwait(false))[0];

    // A guard that could not be taken away stands before an address nobody has; it goes with the next sweep, and is said.
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(s_releaseLimit);
        try
        {
            await promises.ReleaseAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ContainerNetException or OperationCanceledException)
        {
            observer.Warning(Text.Format("Warning_GuardLeft", failure.Message));
        }
    }

    private static ContainerSpec WithLabels(ModePlan plan, ContainerRequest request, string ticket)
    {
        var labels = new Dictionary<string, string>(request.Spec.Labels)
        {
            [LabelNames.Made] = "1",
            [LabelNames.Mode] = plan.Mode.ToString(),
            [LabelNames.Creation] = ticket,
        };
        if (plan.Restriction is { } restriction) labels[LabelNames.AllowFrom] = string.Join(',', restriction.AllowFrom);
        if (request.NoGuard) labels[LabelNames.Guard] = "off";
        if (!request.Wait) return request.Spec with { Labels = labels, AutoRemove = request.AutoRemove };

        // The engine's own --rm may remove the log before it is read: with Wait, following and removing are ours.
        if (request.AutoRemove) labels[LabelNames.Temporary] = "1";
        return request.Spec with { Labels = labels, LogDriver = "json-file" };
    }

    private static Container EndedContainer(ModePlan plan, ContainerSpec spec, string id) => new()
    {
        Id = id,
        Name = spec.Name ?? id[..12],
        Image = spec.Image,
        ModeKind = plan.Mode,
        NetworkMode = spec.NetworkMode,
        State = "Exited",
        Hostname = spec.Hostname ?? "",
        Labels = new Dictionary<string, string>(spec.Labels),
    };
}
