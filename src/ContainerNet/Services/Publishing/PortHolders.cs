using System.Net;
using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Publishing;

/// <summary>Finds who holds a host port: a running container that publishes it, or a process of the host that listens on it.</summary>
internal sealed class PortHolders
{
    private readonly IContainerEngine _engine;
    private readonly Func<bool> _onEnginesHost;

    public PortHolders(IContainerEngine engine)
        : this(engine, () => KernelViewCheck.Check(engine.Connection.Endpoint).AtHand)
    {
    }

    /// <param name="engine">The engine whose containers are asked first.</param>
    /// <param name="onEnginesHost">Whether this process sees the sockets of the engine's host.</param>
    internal PortHolders(IContainerEngine engine, Func<bool> onEnginesHost)
    {
        _engine = engine;
        _onEnginesHost = onEnginesHost;
    }

    /// <summary>The holder of the port, in words for a message (<c>container web</c>, <c>process nginx (pid 812)</c>); null when it is free or only chosen by the engine.</summary>
    /// <exception cref="ContainerNetException">What the engine's list throws.</exception>
    public async Task<string?> FindAsync(PortMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping.HostPort == 0 || mapping.HostPortEnd > mapping.HostPort) return null;
        var wanted = HostAddresses.Wanted(mapping.HostIP);
        var containers = await _engine.Containers.ListAsync(all: false, cancellationToken).ConfigureAwait(false);
        return FindContainer(containers, mapping, wanted) is { } container ? Text.Format("Holder_Container", container)
            : _onEnginesHost() ? await Task.Run(() => FindProcess(mapping, wanted, cancellationToken), cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static string? FindContainer(IReadOnlyList<ContainerSummary> containers, PortMapping mapping, IPAddress[] wanted) =>
        containers.FirstOrDefault(container => container.Ports.Any(port => port.HostPort == mapping.HostPort && port.Protocol == mapping.Protocol
            && wanted.Any(address => HostAddresses.Wanted(port.HostIP).Any(held => HostAddresses.Exclude(address, held)))))?.Name;

    private static string? FindProcess(PortMapping mapping, IPAddress[] wanted, CancellationToken cancellationToken)
    {
        var holding = ListeningSockets.Read(mapping.Protocol, mapping.HostPort).Where(socket => wanted.Any(address => Holds(socket, address, mapping))).ToArray();
        if (holding.Length == 0) return null;
        var owner = SocketOwners.Find([.. holding.Select(socket => socket.Inode)], cancellationToken);
        return owner is null ? Text.Get("Holder_Unknown") : Text.Format("Holder_Process", owner.Name, owner.ProcessId);
    }

    private static bool Holds(ListeningSocket socket, IPAddress wanted, PortMapping mapping) =>
        HostAddresses.Exclude(wanted, socket.Address)
        || (HostAddresses.MayExclude(wanted, socket.Address) && BindProbe.IsTaken(wanted, mapping.HostPort, mapping.Protocol));
}
