using ContainerNet.Docker.Errors;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Docker.DotNet;

namespace ContainerNet.Docker.Transport;

/// <summary>
/// The one door to the engine: every call ends at once when the caller's token is cancelled, whatever the daemon does, has a time
/// limit that is told apart from that, and fails with an error of the catalogue.
/// </summary>
internal sealed class EngineCalls(EngineEndpoint endpoint)
{
    /// <summary>How long a question may take. Docker.DotNet's own default.</summary>
    private static readonly TimeSpan s_readLimit = TimeSpan.FromSeconds(100);

    /// <summary>True once the connection failed: the engine may have been replaced, so that it must be asked for its version again.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>A question, with a time limit.</summary>
    public Task<T> ReadAsync<T>(EngineRequest what, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken) =>
        RunAsync(what, request, s_readLimit, cancellationToken);

    /// <summary>A change or a wait, which takes as long as it takes.</summary>
    public Task<T> ChangeAsync<T>(EngineRequest what, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken) =>
        RunAsync(what, request, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="ChangeAsync{T}"/>
    public Task ChangeAsync(EngineRequest what, Func<CancellationToken, Task> request, CancellationToken cancellationToken) =>
        ChangeAsync(what, async token => { await request(token).ConfigureAwait(false); return true; }, cancellationToken);

    public async Task<T> RunAsync<T>(
        EngineRequest what, Func<CancellationToken, Task<T>> request, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            var task = request(limited.Token);
            ObserveWhenAbandoned(task);
            return await task.WaitAsync(limited.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfTheEngine(exception))
        {
            throw Translate(exception, what, limit, cancellationToken);
        }
    }

    /// <summary>The error for an exception met while speaking with the engine.</summary>
    public Exception Translate(Exception exception, EngineRequest what, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return new OperationCanceledException(exception.Message, exception, cancellationToken);
        var error = exception is DockerApiException refusal
            ? RefusalErrors.Translate(refusal, what, endpoint)
            : ConnectionErrors.Translate(exception, endpoint, limit);
        if (exception is not DockerApiException || error.Id == ErrorId.EngineApiTooOld) IsFaulted = true;
        return error;
    }

    /// <summary>The error for one told in the middle of a pull.</summary>
    public ContainerNetException TranslatePull(string message, EngineRequest what) => RefusalErrors.TranslatePull(message, what, endpoint);

    /// <summary>Whether an exception comes from the engine or the way to it, and not from a fault of this module.</summary>
    public static bool IsOfTheEngine(Exception exception) => exception
        is OperationCanceledException or DockerApiException or HttpRequestException or IOException
        or System.Text.Json.JsonException or Newtonsoft.Json.JsonException;

    private static void ObserveWhenAbandoned(Task task) => task.ContinueWith(
        static abandoned => _ = abandoned.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
