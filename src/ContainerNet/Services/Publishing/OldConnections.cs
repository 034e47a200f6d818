using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>
/// Deletes tracked connections that rules no longer speak of. NAT is looked at once a connection: a sender that is active already stays where it was
/// led first, and with UDP nothing of it arrives.
/// </summary>
/// <param name="host">Tells the host's own addresses: what a container sends to the same port elsewhere is not meant.</param>
internal sealed class OldConnections(HostNetwork host)
{
    private static readonly Dictionary<string, byte> s_protocols = new(StringComparer.Ordinal) { ["tcp"] = 6, ["udp"] = 17, ["sctp"] = 132 };

    /// <summary>Deletes what was sent to UDP ports of the host, of both families.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed.</exception>
    public void DeleteDatagrams(IEnumerable<PortForward> ports)
    {
        PortForward[] datagrams = [.. ports.Where(static port => port.Protocol == "udp")];
        if (datagrams.Length > 0) Delete(entry => Array.Exists(datagrams, port => IsSentTo(entry, port)));
    }

    /// <summary>Deletes what ports led to a container, of every protocol: what is open ends.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed.</exception>
    public void DeleteFlows(IReadOnlyCollection<OwnPort> ports)
    {
        if (ports.Count > 0) Delete(entry => ports.Any(port => entry.Answering.Equals(port.Address) && IsSentTo(entry, port.Forward)));
    }

    private bool IsSentTo(ConntrackEntry entry, PortForward port) =>
        entry.Protocol == s_protocols[port.Protocol] && entry.DestinationPort >= port.Host.First && entry.DestinationPort <= port.Host.Last
        && HostAddresses.Wanted(port.HostIP).Any(address => HostAddresses.Exclude(address, entry.Destination)) && host.Has(entry.Destination);

    private static void Delete(Func<ConntrackEntry, bool> isMeant)
    {
        try
        {
            using var netlink = ConntrackNetlink.Open();
            netlink.Delete(isMeant);
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, Environment.ProcessId);
        }
    }
}
