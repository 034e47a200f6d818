using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Runs the work of many items at once and hands each result over in the order of the items, on the thread that adds and drains:
/// the pipeline's.
/// </summary>
/// <param name="atOnce">How many items are worked on at once.</param>
/// <param name="succeeded">Takes each result.</param>
/// <param name="failed">Takes each error.</param>
/// <param name="stop">Ends all work.</param>
internal sealed class OrderedWork<T>(int atOnce, Action<T> succeeded, Action<ContainerNetException> failed, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly Queue<Task<T>> _running = new();

    /// <summary>Starts the work of one item, on a pool thread: between two items of a pipeline nobody pumps this one.</summary>
    public async Task AddAsync(Func<CancellationToken, Task<T>> work)
    {
        if (_running.Count >= atOnce) await TakeAsync();
        _running.Enqueue(Task.Run(() => work(_cancel.Token), _cancel.Token));
        while (_running.TryPeek(out var first) && first.IsCompleted) await TakeAsync();
    }

    /// <summary>Waits for all work there is.</summary>
    public async Task DrainAsync()
    {
        while (_running.Count > 0) await TakeAsync();
    }

    /// <summary>Ends what is still running: the pipeline was stopped before its end.</summary>
    public void Dispose()
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    private async Task TakeAsync()
    {
        try
        {
            succeeded(await _running.Dequeue());
        }
        catch (ContainerNetException exception)
        {
            failed(exception);
        }
    }
}
