using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Follows a started container to its end: output as it comes, then the exit code.</summary>
internal sealed class ContainerRun(IContainerEngine engine, ICreationObserver observer)
{
    private const int KeptErrorLines = 20;
    private readonly Queue<string> _lastErrors = new(KeptErrorLines);

    /// <summary>The last lines of standard error, 20 at most.</summary>
    public IReadOnlyCollection<string> LastErrorLines => _lastErrors;

    /// <summary>Passes the output on and returns the exit code.</summary>
    /// <exception cref="ContainerNetException">WaitTimedOut.</exception>
    public async Task<int> ToEndAsync(ContainerDetails container, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } time) limit.CancelAfter(time);
        try
        {
            var output = new LogOutput(observer.OutputLine, PassError);
            await PassOutputAsync(container.Id, output, limit.Token).ConfigureAwait(false);
            var exitCode = await engine.Containers.WaitAsync(container.Id, limit.Token).ConfigureAwait(false);

            // Engines before 25 may end a followed log with its last part unread when the container ends: what is missing is read again.
            output.Rewind();
            await PassOutputAsync(container.Id, output, limit.Token).ConfigureAwait(false);
            output.End();
            return exitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ContainerNetException.Create(ErrorId.WaitTimedOut, container.Name, container.Name, timeout!.Value.TotalSeconds);
        }
    }

    private async Task PassOutputAsync(string id, LogOutput output, CancellationToken cancellationToken)
    {
        await foreach (var chunk in engine.Containers.FollowLogsAsync(id, cancellationToken).ConfigureAwait(false)) output.Add(chunk);
    }

    private void PassError(string line)
    {
        if (_lastErrors.Count == KeptErrorLines) _lastErrors.Dequeue();
        _lastErrors.Enqueue(line);
        observer.ErrorLine(line);
    }
}
