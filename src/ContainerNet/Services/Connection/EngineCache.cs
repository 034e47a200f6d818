using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>The connected engines of one session, so that a warm cmdlet asks nothing before its own question.</summary>
internal sealed class EngineCache(Func<IContainerEngineFactory> factory)
{
    /// <summary>How long the first ping may take.</summary>
    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<EngineEndpoint, Task<IContainerEngine>> _engines = [];
    private readonly object _lock = new();

    /// <summary>The connected engine; one whose connection failed since is connected with anew.</summary>
    /// <exception cref="ContainerNetException">EngineNotFound, EngineUnreachable, EngineAccessDenied, EngineTimeout, EngineApiTooOld, EngineTlsInvalid.</exception>
    public Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        lock (_lock)
            if (_engines.TryGetValue(endpoint, out var known) && known.IsCompletedSuccessfully && !known.Result.IsFaulted) return known;

        // One that is on its way belongs to another cmdlet, which may be stopped. A faulted one is not disposed of: another pipeline may still hold it.
        var connecting = factory().ConnectAsync(endpoint, s_connectLimit, cancellationToken);
        lock (_lock) _engines[endpoint] = connecting;
        return connecting;
    }
}
