namespace ContainerNet.Services.Engine;

/// <summary>
/// What this module asks of an engine. Every method throws <see cref="ContainerNetException"/> with an id of the Engine, Container,
/// Image or Network groups, and <see cref="OperationCanceledException"/> only for the caller's own token.
/// </summary>
internal interface IContainerEngine : IDisposable
{
    /// <summary>Where the engine is and what it speaks. Known after one ping; no further call.</summary>
    EngineConnection Connection { get; }

    /// <summary>True once the connection failed: the engine may have been replaced, so that it must be connected with anew.</summary>
    bool IsFaulted => false;

    IContainerOperations Containers { get; }

    IImageOperations Images { get; }

    INetworkOperations Networks { get; }

    /// <summary>The engine's own description of itself (<c>GET /info</c> and <c>/version</c>).</summary>
    Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken);
}
