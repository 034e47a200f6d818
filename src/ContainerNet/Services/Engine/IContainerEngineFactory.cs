namespace ContainerNet.Services.Engine;

/// <summary>Implemented by ContainerNet.Docker, which is found by name in its own load context.</summary>
internal interface IContainerEngineFactory
{
    /// <summary>Connects: one ping, no more.</summary>
    /// <param name="endpoint">Where the engine is.</param>
    /// <param name="timeout">How long the ping may take.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">EngineUnreachable, EngineAccessDenied, EngineTimeout, EngineApiTooOld, EngineTlsInvalid.</exception>
    Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Connects with an engine that is not there: it holds one container, and answers from memory. Nothing leaves this process.</summary>
    /// <param name="cancellationToken">Ends it at once.</param>
    Task<IContainerEngine> RehearseAsync(CancellationToken cancellationToken);
}
