using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Publishing;

/// <summary>Finds who holds a host port: a running container that publishes it, or a process of the host that listens on it.</summary>
internal sealed class PortHolders(IContainerEngine engine)
{
    /// <summary>The holder of the port, in words for a message (<c>container web</c>, <c>process nginx (pid 812)</c>); null when it is free or only chosen by the engine.</summary>
    public Task<string?> FindAsync(PortMapping mapping, CancellationToken cancellationToken) => throw new NotSupportedException(engine.ToString() + mapping);
}
