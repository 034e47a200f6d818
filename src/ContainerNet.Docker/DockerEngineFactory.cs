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

    private static async Task<IContainerEngine> ConnectAsync(
        EngineTransport transport, EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var calls = new EngineCalls(endpoint);
            var answer = await EnginePing.SendAsync(transport, calls, timeout, cancellationToken).ConfigureAwait(false);
            return new DockerEngine(ApiVersionChoice.Connect(endpoint, answer), transport, calls);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }
}
