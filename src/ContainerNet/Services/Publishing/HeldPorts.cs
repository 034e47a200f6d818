using System.Net;
using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Publishing;

/// <summary>Who holds which port of the host.</summary>
/// <param name="containers">The engine's containers.</param>
/// <param name="sockets">The sockets of the engine's host; null where this process does not see them.</param>
internal sealed class HeldPorts(IReadOnlyList<ContainerSummary> containers, HostSockets? sockets)
{
    /// <summary>What this module has published; nothing where it does not matter.</summary>
    public OwnPorts Own { get; init; } = OwnPorts.None;

    /// <summary>The containers, to ask which rules have outlived theirs.</summary>
    public LivingContainers Living(DesiredState? desired = null) => new(containers, desired);

    /// <summary>A copy that knows what this module has published.</summary>
    public HeldPorts With(OwnPorts own) => new(containers, sockets) { Own = own };

    /// <summary>The holder of the port, in words for a message (<c>container web</c>, <c>process nginx (pid 812)</c>); null when it is free or only chosen by the engine.</summary>
    public string? Find(PortMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping.HostPort == 0 || mapping.HostPortEnd > mapping.HostPort) return null;
        var wanted = HostAddresses.Wanted(mapping.HostIP);
        return FindContainer(mapping, wanted) is { } container ? Text.Format("Holder_Container", container)
            : FindOwn(mapping) ?? (sockets is null ? null : FindProcess(sockets, mapping, wanted, cancellationToken));
    }

    /// <summary>The container for which this module has published the port, or one of those the engine may choose from; null where there is none.</summary>
    public string? FindOwn(PortMapping mapping)
    {
        if (mapping.HostPort == 0) return null;
        var (wanted, ports) = (HostAddresses.Wanted(mapping.HostIP), new PortRange(mapping.HostPort, Math.Max(mapping.HostPort, mapping.HostPortEnd)));
        return Own.Ports.FirstOrDefault(port => port.Forward.Host.Overlaps(ports) && port.Forward.Protocol == mapping.Protocol
            && Meet(wanted, port.Forward.HostIP)) is { } found ? Text.Format("Holder_Container", NameOf(found.ContainerId)) : null;
    }

    private string? FindContainer(PortMapping mapping, IPAddress[] wanted) =>
        containers.FirstOrDefault(container => container.Ports.Any(port => port.HostPort == mapping.HostPort && port.Protocol == mapping.Protocol
            && Meet(wanted, port.HostIP)))?.Name;

    private string NameOf(string id) => containers.FirstOrDefault(one => one.Id == id)?.Name ?? ContainerIds.Short(id);

    private static bool Meet(IPAddress[] wanted, string hostIP) =>
        wanted.Any(address => HostAddresses.Wanted(hostIP).Any(held => HostAddresses.Exclude(address, held)));

    private static string? FindProcess(HostSockets sockets, PortMapping mapping, IPAddress[] wanted, CancellationToken cancellationToken)
    {
        var holding = sockets.Of(mapping.Protocol).Where(socket => socket.Port == mapping.HostPort && wanted.Any(address => Holds(socket, address, mapping))).ToArray();
        if (holding.Length == 0) return null;
        var owner = SocketOwners.Find([.. holding.Select(static socket => socket.Inode)], cancellationToken);
        return owner is null ? Text.Get("Holder_Unknown") : Text.Format("Holder_Process", owner.Name, owner.ProcessId);
    }

    private static bool Holds(ListeningSocket socket, IPAddress wanted, PortMapping mapping) =>
        HostAddresses.Exclude(wanted, socket.Address)
        || (HostAddresses.MayExclude(wanted, socket.Address) && BindProbe.IsTaken(wanted, mapping.HostPort, mapping.Protocol));
}
