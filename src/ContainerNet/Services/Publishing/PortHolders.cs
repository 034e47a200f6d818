using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Publishing;

/// <summary>Finds who holds a host port: a running container that publishes it, or a process of the host that listens on it.</summary>
internal sealed class PortHolders
{
    private readonly IContainerEngine _engine;
    private readonly Func<bool> _onEnginesHost;
    private readonly HostSockets _sockets;

    public PortHolders(IContainerEngine engine)
        : this(engine, () => KernelViewCheck.Check(engine.Connection.Endpoint).AtHand)
    {
    }

    /// <param name="engine">The engine whose containers are asked first.</param>
    /// <param name="onEnginesHost">Whether this process sees the sockets of the engine's host.</param>
    /// <param name="sockets">They; read when they are asked for, or before.</param>
    internal PortHolders(IContainerEngine engine, Func<bool> onEnginesHost, HostSockets? sockets = null) =>
        (_engine, _onEnginesHost, _sockets) = (engine, onEnginesHost, sockets ?? new HostSockets());

    /// <summary>Asks the engine once, to ask about any number of ports.</summary>
    /// <exception cref="ContainerNetException">What the engine's list throws.</exception>
    public async Task<HeldPorts> ReadAsync(CancellationToken cancellationToken)
    {
        var containers = await _engine.Containers.ListAsync(all: true, cancellationToken).ConfigureAwait(false);
        return new HeldPorts(containers, _onEnginesHost() ? _sockets : null);
    }
}
