using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker;

/// <summary>Makes engines over Docker.DotNet.</summary>
internal sealed class DockerEngineFactory : IContainerEngineFactory
{
    /// <inheritdoc/>
    public async Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var transport = EngineTransport.Open(endpoint, timeout);
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
