using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Repairing;

/// <summary>Follows an engine's events, over its restarts too.</summary>
/// <param name="engine">The engine.</param>
internal sealed class EngineNotices(IContainerEngine engine)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    /// <summary>Follows them until it is cancelled.</summary>
    /// <param name="told">Called for each event, and each time the engine answers again.</param>
    /// <param name="lost">Called when the engine does not answer any more, with why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContainerNetException">An error of the engine that does not pass.</exception>
    public async Task FollowAsync(Action<ContainerEvent?> told, Action<ContainerNetException> lost, CancellationToken cancellationToken)
    {
        var (pause, isLost) = (s_firstPause, false);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var since = DateTime.UtcNow;
                if (isLost)
                {
                    // Its events begin without a word: that it answers, only an answer tells.
                    await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
                    (pause, isLost) = (s_firstPause, false);
                    told(null);
                }

                await foreach (var one in engine.Containers.WatchAsync(since, cancellationToken).ConfigureAwait(false)) told(one);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ContainerNetException exception) when (IsLost(exception))
            {
                if (!isLost) lost(exception);
                isLost = true;
                await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks));
            }
        }
    }

    /// <summary>Whether an error says that the engine is not there, which passes.</summary>
    public static bool IsLost(ContainerNetException exception) =>
        exception.Id is ErrorId.EngineConnectionLost or ErrorId.EngineNotFound or ErrorId.EngineUnreachable or ErrorId.EngineTimeout or ErrorId.EngineError;
}
