namespace ContainerNet.Services.Engine;

/// <summary>The engine's networks.</summary>
internal interface INetworkOperations
{
    Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken);

    /// <exception cref="ContainerNetException">NetworkNotFound.</exception>
    Task<NetworkDetails> InspectAsync(string idOrName, CancellationToken cancellationToken);

    /// <summary>Attaches a container to a network.</summary>
    Task ConnectAsync(string containerId, EndpointSpec endpoint, CancellationToken cancellationToken);
}
