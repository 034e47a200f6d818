using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Gets the image and creates the container, so that a request cut off midway leaves none behind.</summary>
internal sealed class ContainerMaker(IContainerEngine engine, LeftoverRemover remover, IProgress<PullProgress> progress)
{
    /// <summary>How long a create on its way is waited for after Ctrl+C, before what it may have made is looked for. A create takes some 100 ms.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>Creates the container.</summary>
    /// <exception cref="ContainerNetException">ImageNotPresent, ImageNotFound, ImagePullFailed, and the refusals of create.</exception>
    public async Task<CreatedContainer> MakeAsync(ContainerSpec spec, PullPolicy pull, string ticket, CancellationToken cancellationToken)
    {
        if (pull == PullPolicy.Always) await engine.Images.PullAsync(spec.Image, progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return await CreateAsync(spec, ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException missing) when (missing.Id == ErrorId.ImageNotFound)
        {
            if (pull == PullPolicy.Never) throw ContainerNetException.Create(ErrorId.ImageNotPresent, missing, spec.Image, spec.Image);
            if (pull == PullPolicy.Always) throw;
        }

        await engine.Images.PullAsync(spec.Image, progress, cancellationToken).ConfigureAwait(false);
        return await CreateAsync(spec, ticket, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CreatedContainer> CreateAsync(ContainerSpec spec, string ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var cut = new CancellationTokenSource();
        var create = engine.Containers.CreateAsync(spec, cut.Token);
        try
        {
            return await create.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TakeBackAsync(create, cut, ticket).ConfigureAwait(false);
            throw;
        }
        catch (ContainerNetException lost) when (IsLost(lost))
        {
            await remover.RemoveByTicketAsync(ticket).ConfigureAwait(false);
            throw;
        }
    }

    // A create that is cut off may be carried out all the same: first see it through, then look for what it made, and cut off only what was found.
    private async Task TakeBackAsync(Task<CreatedContainer> create, CancellationTokenSource cut, string ticket)
    {
        try
        {
            var made = await create.WaitAsync(s_grace).ConfigureAwait(false);
            await remover.RemoveAsync(made.Id).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (await remover.RemoveByTicketAsync(ticket, create).ConfigureAwait(false)) await cut.CancelAsync().ConfigureAwait(false);
        }
        catch (ContainerNetException refused)
        {
            if (IsLost(refused)) await remover.RemoveByTicketAsync(ticket).ConfigureAwait(false);
        }
    }

    private static bool IsLost(ContainerNetException error) => error.Id is ErrorId.EngineConnectionLost or ErrorId.EngineTimeout;
}
