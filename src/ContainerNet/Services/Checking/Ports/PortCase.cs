using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>A published port to which packets from outside are led by rules.</summary>
/// <param name="Port">The port.</param>
/// <param name="End">The attachment it leads to.</param>
/// <param name="Address">The container's address.</param>
/// <param name="To">The address of the host it is asked for at.</param>
/// <param name="Uplink">The interface by which others ask.</param>
/// <param name="Rules">The rules of that family.</param>
internal sealed record PortCase(PublishedPort Port, CheckedEnd End, IPAddress Address, IPAddress To, string Uplink, TracedRules Rules)
{
    /// <summary>Those of a container; none of a port on loopback, and none of IPv6 where the engine makes no rules there: a proxy serves these.</summary>
    public static IEnumerable<PortCase> Of(CheckedHost host, CheckedContainer container)
    {
        foreach (var port in container.Ports)
        {
            if (!IPAddress.TryParse(port.HostIP.Length > 0 ? port.HostIP : "0.0.0.0", out var asked) || IPAddress.IsLoopback(asked)) continue;
            var family = asked.AddressFamily;
            var rules = host.Rules.Of(family);
            if (family == AddressFamily.InterNetworkV6 && port.Source == PublishedPort.ByEngine && !rules.Rules.Table("nat").HasChain("DOCKER")) continue;
            var uplink = host.Uplink(family);
            var to = Origins.IsOpen(asked) ? host.UplinkAddress(family) : asked;
            var ways = container.Bridged.SelectMany(end => end.Addresses.Where(one => one.Address.AddressFamily == family).Select(one => (End: end, one.Address))).ToArray();
            if (to is null || ways.Length == 0) continue;

            // On several networks the engine leads to one of them.
            var (end, address) = ways.FirstOrDefault(way => host.Rules.Translations(port, way.Address).Any(), ways[0]);
            yield return new PortCase(port, end, address, to, uplink, rules);
        }
    }

    public bool IsOurs => Port.Source == PublishedPort.ByContainerNet;

    /// <inheritdoc/>
    public override string ToString() => $"{Port.HostPort}/{Port.Protocol} -> {Address}:{Port.ContainerPort}";
}
