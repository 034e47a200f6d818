using System.Collections.Concurrent;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Runs an asynchronous method on the pipeline's own thread: what follows an await in a cmdlet comes back to this thread, and a
/// service on another thread can <see cref="Send"/> work to it, so that WriteObject and its like are always called where they may be.
/// </summary>
internal sealed class PipelinePump : SynchronizationContext, IDisposable
{
    // Of a class, not of a tuple: a collection of structs is compiled anew in every session, on the way of its first call.
    private readonly BlockingCollection<Work> _queue = [];
    private readonly int _threadId = Environment.CurrentManagedThreadId;

    /// <summary>Runs <paramref name="work"/> to its end and rethrows its exception as it was.</summary>
    public static void Run(Func<Task> work)
    {
        var previous = Current;
        using var pump = new PipelinePump();
        SetSynchronizationContext(pump);
        try
        {
            var task = work();
            if (!task.IsCompleted)
            {
                task.ContinueWith(_ => pump._queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                foreach (var posted in pump._queue.GetConsumingEnumerable()) posted.Callback(posted.State);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // Work posted after the end (a late progress report) has nobody to run it, and no effect any more.
        try
        {
            _queue.Add(new Work(d, state));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Runs <paramref name="d"/> on the pipeline thread and waits for it; its exception is the caller's.</summary>
    /// <exception cref="InvalidOperationException">The pump has ended.</exception>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _threadId)
        {
            d(state);
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(new Work(_ =>
        {
            try
            {
                d(state);
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }, null));
        done.Task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private sealed record Work(SendOrPostCallback Callback, object? State);
}
