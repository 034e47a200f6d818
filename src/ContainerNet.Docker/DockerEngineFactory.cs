using ContainerNet.Docker.Rehearsal;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker;

/// <summary>Makes engines over Docker.DotNet.</summary>
internal sealed class DockerEngineFactory : IContainerEngineFactory
{
    /// <inheritdoc/>
    public Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken) =>
        ConnectAsync(EngineTransport.Open(endpoint, timeout), endpoint, timeout, cancellationToken);

    /// <inheritdoc/>
    public Task<IContainerEngine> RehearseAsync(CancellationToken cancellationToken)
    {
        var endpoint = new EngineEndpoint { Uri = new Uri("rehearsal://localhost"), Source = "Rehearsal" };
        return ConnectAsync(EngineTransport.Over(static () => new RehearsalStream()), endpoint, Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static Task<IContainerEngine> ConnectAsync(
        EngineTransport transport, EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var calls = new EngineCalls(endpoint);
        return calls.RunAsync(EngineRequest.About, token => ConnectAsync(transport, endpoint, calls, token), timeout, cancellationToken);
    }

    private static async Task<IContainerEngine> ConnectAsync(
        EngineTransport transport, EngineEndpoint endpoint, EngineCalls calls, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await transport.GetAsync(EnginePing.Path, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw await RawRequests.RefusalAsync(response, cancellationToken).ConfigureAwait(false);
            return new DockerEngine(ApiVersionChoice.Connect(endpoint, EnginePing.Read(response)), transport, calls);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }
}
