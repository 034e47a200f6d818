using System.Globalization;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>Behind each published port a program listens, and not on loopback only.</summary>
internal sealed class PortListenerCheck() : ContainerCheck("PortListener", ContainerMode.Bridged, ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var endpoints = container.Ends.Select(static end => end.Endpoint).ToArray();
        foreach (var port in container.Ports.DistinctBy(static port => (port.Protocol, port.ContainerPort)))
        {
            // Of a port of IPv6 that a program of IPv4 alone is behind, another check tells.
            var (listening, socket) = PortListeners.Judge(port with { HostIP = "" }, endpoints, container.HasTables ? container.Home!.Sockets : null);
            var wanted = string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Protocol}");
            if (listening == PortListening.Unknown) tally.Unknown(wanted, wanted);
            else tally.Judge(listening == PortListening.Listening, wanted, socket is null ? $"{wanted}: -" : $"{socket} {socket.ProcessName}".TrimEnd(), Commands.Restart(container.Container));
        }
    }
}
