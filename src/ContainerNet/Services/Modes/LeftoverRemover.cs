using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Takes away what a failed making left. It never throws: what it cannot do it reports, so that the first error stays the one that is seen.</summary>
internal sealed class LeftoverRemover(IContainerEngine engine, ICreationObserver observer)
{
    /// <summary>The most a clean-up may take, so that Ctrl+C ends soon even where the engine hangs.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(12);

    /// <summary>How long a container may take to appear whose request was cut off while the engine worked on it.</summary>
    private static readonly TimeSpan s_appearance = TimeSpan.FromSeconds(2);

    /// <summary>Removes a container with its anonymous volumes, running or not; one that is gone is fine.</summary>
    public async Task RemoveAsync(string id)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await RemoveUntilGoneAsync(id, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ContainerNetException or OperationCanceledException)
        {
            observer.Error(ContainerNetException.Create(ErrorId.ContainerRemovalFailed, failure, id, id[..Math.Min(12, id.Length)], failure.Message));
        }
    }

    /// <summary>Removes the container with the given <see cref="LabelNames.Creation"/> ticket, should the engine have made it or make it yet.</summary>
    public async Task RemoveByTicketAsync(string ticket)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            var end = DateTime.UtcNow + s_appearance;
            for (var pause = 25; DateTime.UtcNow < end; pause *= 2)
            {
                var all = await engine.Containers.ListAsync(true, limit.Token).ConfigureAwait(false);
                if (all.FirstOrDefault(each => each.Labels.TryGetValue(LabelNames.Creation, out var value) && value == ticket) is { } found)
                {
                    await RemoveUntilGoneAsync(found.Id, limit.Token).ConfigureAwait(false);
                    return;
                }

                await Task.Delay(pause, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is ContainerNetException or OperationCanceledException)
        {
            var label = $"{LabelNames.Creation}={ticket}";
            observer.Error(ContainerNetException.Create(ErrorId.ContainerRemovalFailed, failure, label, label, failure.Message));
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
}
