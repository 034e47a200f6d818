namespace ContainerNet.Services.Engine;

/// <summary>The engine's containers.</summary>
internal interface IContainerOperations
{
    /// <summary>Lists containers.</summary>
    Task<IReadOnlyList<ContainerSummary>> ListAsync(bool all, CancellationToken cancellationToken);

    /// <exception cref="ContainerNetException">ContainerNotFound.</exception>
    Task<ContainerDetails> InspectAsync(string idOrName, CancellationToken cancellationToken);

    /// <summary>Creates, without starting.</summary>
    /// <exception cref="ContainerNetException">ImageNotFound, ContainerNameInUse, and the refusals of create.</exception>
    Task<CreatedContainer> CreateAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts; false when it was running already.</summary>
    Task<bool> StartAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stops; false when it was not running. <paramref name="timeoutSeconds"/> null leaves the container's own grace time.</summary>
    Task<bool> StopAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken);

    Task RestartAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken);

    /// <summary>Removes. Its anonymous volumes go too when <paramref name="volumes"/>.</summary>
    Task RemoveAsync(string id, bool force, bool volumes, CancellationToken cancellationToken);

    /// <summary>Waits for the end of the container's run and returns the exit code.</summary>
    Task<int> WaitAsync(string id, CancellationToken cancellationToken);

    /// <summary>Follows standard output and standard error from the start to the end of the run, chunk by chunk as it comes.</summary>
    IAsyncEnumerable<LogChunk> FollowLogsAsync(string id, CancellationToken cancellationToken);

    /// <summary>Tells each start, end, removal, renaming, connecting and disconnecting of a container from a moment on, as it happens, until it is cancelled.</summary>
    /// <exception cref="ContainerNetException">EngineConnectionLost when the engine ends.</exception>
    IAsyncEnumerable<ContainerEvent> WatchAsync(DateTime since, CancellationToken cancellationToken);
}
