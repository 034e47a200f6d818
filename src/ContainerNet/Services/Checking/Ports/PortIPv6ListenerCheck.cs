using System.Globalization;
using System.Net.Sockets;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>Behind a port that is published on IPv6, and led to an IPv6 address of the container, a program listens on IPv6 too.</summary>
internal sealed class PortIPv6ListenerCheck() : ContainerCheck("PortIPv6Listener", ContainerMode.Bridged, ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var endpoints = container.Ends.Select(static end => end.Endpoint).ToArray();
        foreach (var one in PortCase.Of(host, container).Where(static one => one.Address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            var wanted = string.Create(CultureInfo.InvariantCulture, $"[{one.Address}]:{one.Port.ContainerPort}/{one.Port.Protocol}");
            var (listening, _) = PortListeners.Judge(one.Port, endpoints, container.HasTables ? container.Home!.Sockets : null);
            var (other, socket) = PortListeners.Judge(one.Port with { HostIP = "" }, endpoints, container.HasTables ? container.Home!.Sockets : null);
            if (listening == PortListening.Unknown) tally.Unknown(wanted, wanted);

            // That nobody listens at all another check tells.
            else tally.Judge(listening == PortListening.Listening || other != PortListening.Listening, wanted, $"{socket}", Commands.Restart(container.Container));
        }
    }
}
