using System.Globalization;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>Where the engine serves local clients by a proxy, each port that it publishes has one.</summary>
internal sealed class PortProxyCheck() : ContainerCheck("PortProxy", ContainerMode.Bridged)
{
    private const string Proxy = "docker-proxy";

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var port in container.Ports.Where(static port => port is { Source: PublishedPort.ByEngine, Protocol: "tcp" or "udp" }))
        {
            var wanted = string.Create(CultureInfo.InvariantCulture, $"{port.HostIP}:{port.HostPort}/{port.Protocol}");
            if (host.Home.Routes.Length == 0)
            {
                tally.Unknown(wanted, Proxy);
                continue;
            }

            if (IsPromised(host, container)) tally.Judge(HasProxy(host, port), wanted, HasProxy(host, port) ? $"{Proxy} {wanted}" : $"{wanted}: -", Commands.Restart(container.Container));
        }
    }

    private static bool HasProxy(CheckedHost host, PublishedPort port)
    {
        var six = port.HostIP.Contains(':', StringComparison.Ordinal);
        return host.Listening[(port.Protocol, port.HostPort)].Any(socket => socket.ProcessName == Proxy
            && (socket.Family == "inet6" == six || (!six && socket.LocalAddress == "::" && socket.IPv6Only != true)));
    }

    // Without proxies the engine leads what comes from the bridge itself to the container too.
    private static bool IsPromised(CheckedHost host, CheckedContainer container)
    {
        var rules = container.Ports.SelectMany(port => container.Bridged.SelectMany(end => end.Addresses).SelectMany(one => host.Rules.Translations(port, one.Address)))
            .Select(static one => one.Rule).Where(static rule => rule.Chain == "DOCKER").ToArray();
        return rules.Length > 0 ? Array.Exists(rules, static rule => rule.Find("-i") is { Negated: true }) : host.HasProxies;
    }
}
