using ContainerNet.Services.Engine;

namespace ContainerNet.Docker;

/// <summary>Makes engines over Docker.DotNet.</summary>
internal sealed class DockerEngineFactory : IContainerEngineFactory
{
    public Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
