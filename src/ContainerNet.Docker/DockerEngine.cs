using ContainerNet.Docker.Containers;
using ContainerNet.Docker.Images;
using ContainerNet.Docker.Networks;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;
using Docker.DotNet;

namespace ContainerNet.Docker;

/// <summary>An engine that answered a ping, spoken to over one pool of connections.</summary>
internal sealed class DockerEngine : IContainerEngine
{
    private readonly EngineTransport _transport;
    private readonly EngineCalls _calls;
    private readonly RawRequests _raw;
    private readonly Lazy<DockerClient> _client;

    public DockerEngine(EngineConnection connection, EngineTransport transport, EngineCalls calls)
    {
        Connection = connection;
        _transport = transport;
        _calls = calls;
        _raw = new RawRequests(transport, connection.ApiVersion);
        _client = new Lazy<DockerClient>(() => transport.CreateDockerClient(connection.ApiVersion));
        Containers = new ContainerOperations(_client, _raw, calls, connection.ApiVersion);
        Images = new ImageOperations(_client, calls);
        Networks = new NetworkOperations(_client, _raw, calls, connection.ApiVersion);
    }

    /// <inheritdoc/>
    public EngineConnection Connection { get; }

    /// <inheritdoc/>
    public bool IsFaulted => _calls.IsFaulted;

    /// <inheritdoc/>
    public Services.Engine.IContainerOperations Containers { get; }

    /// <inheritdoc/>
    public Services.Engine.IImageOperations Images { get; }

    /// <inheritdoc/>
    public Services.Engine.INetworkOperations Networks { get; }

    /// <inheritdoc/>
    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        _calls.ReadAsync(EngineRequest.About, token => EngineInfoReader.ReadAsync(_raw, Connection.ServerApiVersion, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
        _transport.Dispose();
    }
}
