using System.Net.Sockets;

namespace ContainerNet.Lab.Faults;

/// <summary>Where a request is held.</summary>
public enum HoldPoint
{
    /// <summary>Before the engine has seen it; it never will when the client hangs up meanwhile.</summary>
    Request,

    /// <summary>Before the engine has seen it; it will even when the client hangs up meanwhile, as with an engine that was busy or stopped.</summary>
    Late,

    /// <summary>After the engine has carried it out, before the client hears of it.</summary>
    Reply,
}

/// <summary>A point at which an <see cref="EngineProxy"/> stops a request until it is let go.</summary>
public sealed class ProxyHold(string fragment, HoldPoint point, string? after)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HoldPoint Point => point;

    /// <summary>Ends when a request has come to the point.</summary>
    public Task Reached => _reached.Task.WaitAsync(s_longest);

    /// <summary>Ends when the engine has answered a request that was let go.</summary>
    public Task Passed => _passed.Task.WaitAsync(s_longest);

    /// <summary>Lets the held request, and all like it, go on.</summary>
    public void Release() => _released.TrySetResult(true);

    /// <summary>Hangs up on the client of the held request: the engine, or the way to it, is lost.</summary>
    public void Cut() => _released.TrySetResult(false);

    internal bool IsBeforeEngine => point != HoldPoint.Reply;

    internal bool Fits(string line, List<string> earlier) =>
        !_released.Task.IsCompleted
        && line.Contains(fragment, StringComparison.Ordinal)
        && (after is null || earlier.Exists(each => each.Contains(after, StringComparison.Ordinal)));

    internal void Pass() => _passed.TrySetResult();

    /// <summary>Holds; false when the request ends here: cut, gone with its client, or with the test.</summary>
    internal async Task<bool> WaitAsync(Socket client, CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        while (!_released.Task.IsCompleted)
        {
            if (IsGone(client)) return false;
            await Task.WhenAny(_released.Task, Task.Delay(10, cancellationToken));
            if (cancellationToken.IsCancellationRequested) return false;
        }

        // Released in the very moment after the client went away.
        return await _released.Task && !IsGone(client);
    }

    private bool IsGone(Socket client) => point != HoldPoint.Late && client.Poll(0, SelectMode.SelectRead) && client.Available == 0;
}
