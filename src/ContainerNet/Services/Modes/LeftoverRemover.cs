using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Takes away what a failed making left. It never throws: what it cannot do it reports, so that the first error stays the one that is seen.</summary>
internal sealed class LeftoverRemover(IContainerEngine engine, ICreationObserver observer)
{
    /// <summary>The most a clean-up may take, so that Ctrl+C ends soon even where the engine hangs. A killed engine is often up again within it.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(8);

    /// <summary>How long a container may take to appear whose request was cut off while the engine worked on it.</summary>
    private static readonly TimeSpan s_appearance = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Removes a container with its anonymous volumes, running or not; one that is gone is fine.</summary>
    public Task RemoveAsync(string id) => TryAsync(id, id[..Math.Min(12, id.Length)], token => RemoveUntilGoneAsync(id, token));

    /// <summary>Removes the container with the given <see cref="LabelNames.Creation"/> ticket, should the engine have made it or make it yet.</summary>
    /// <param name="ticket">The label's value.</param>
    /// <param name="pending">The create itself where it is still on its way. It cannot be called back, and an engine that was busy or stopped carries it out
    /// although nobody listens any more: what it makes after all is removed as long as this process lives.</param>
    /// <returns>False where it was reported that a container may be left.</returns>
    public async Task<bool> RemoveByTicketAsync(string ticket, Task<CreatedContainer>? pending = null)
    {
        var label = $"{LabelNames.Creation}={ticket}";
        var done = await TryAsync(label, label, async token =>
        {
            if (await FindAsync(ticket, token).ConfigureAwait(false) is { } id) await RemoveUntilGoneAsync(id, token).ConfigureAwait(false);
            else if (pending is { IsCompleted: false }) throw Unanswered(s_appearance);
        }).ConfigureAwait(false);
        if (!done && pending is not null) _ = RemoveWhenMadeAsync(pending);
        return done;
    }

    private async Task<string?> FindAsync(string ticket, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + s_appearance;
        for (var pause = 25; DateTime.UtcNow < end; pause *= 2)
        {
            var all = await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false);
            if (all.FirstOrDefault(each => each.Labels.TryGetValue(LabelNames.Creation, out var value) && value == ticket) is { } found) return found.Id;
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task RemoveWhenMadeAsync(Task<CreatedContainer> create)
    {
        try
        {
            var made = await create.ConfigureAwait(false);
            await RemoveUntilGoneAsync(made.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ContainerNetException)
        {
            // Refused or lost. That a container may be left was said before, and no cmdlet runs any more that could say more.
        }
    }

    private async Task RemoveUntilGoneAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await engine.Containers.RemoveAsync(id, force: true, volumes: true, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ContainerNetException gone) when (gone.Id == ErrorId.ContainerNotFound)
            {
                return;
            }
            catch (ContainerNetException busy) when (busy.Id == ErrorId.EngineRequestRefused)
            {
                // The engine's own --rm may be at it already ("removal of container ... is already in progress").
                await Task.Delay(100, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does the work, again and again where the engine is gone meanwhile, and reports what cannot be done.</summary>
    private async Task<bool> TryAsync(string target, string name, Func<CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await PersistAsync(work, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is ContainerNetException or OperationCanceledException)
        {
            var reason = failure is ContainerNetException ? failure : Unanswered(s_limit);
            observer.Error(ContainerNetException.Create(ErrorId.ContainerRemovalFailed, failure, target, name, reason.Message));
            return false;
        }
    }

    private static async Task PersistAsync(Func<CancellationToken, Task> work, CancellationToken limit)
    {
        while (true)
        {
            try
            {
                await work(limit).ConfigureAwait(false);
                return;
            }
            catch (ContainerNetException lost) when (!limit.IsCancellationRequested
                && lost.Id is ErrorId.EngineConnectionLost or ErrorId.EngineUnreachable or ErrorId.EngineNotFound)
            {
                await Task.Delay(s_retryInterval, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private ContainerNetException Unanswered(TimeSpan limit)
    {
        var uri = engine.Connection.Endpoint.Uri.OriginalString;
        return ContainerNetException.Create(ErrorId.EngineTimeout, uri, uri, $"{limit.TotalSeconds:0} s");
    }
}
