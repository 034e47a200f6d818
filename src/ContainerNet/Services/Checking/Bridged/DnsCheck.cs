using System.Net;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>A name server of the container's configuration can be reached from it.</summary>
internal sealed class DnsCheck() : ContainerCheck("Dns", ContainerMode.Bridged)
{
    // What engines fall back to where the host's own configuration is of no use in a container.
    private const string Fallback = "8.8.8.8";

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (!container.Bridged.Any()) return;
        if (!host.Servers.TryGetValue(container.Container.Id, out var servers) || !container.HasTables)
        {
            tally.Unknown("", "/etc/resolv.conf");
            return;
        }

        // One that can be reached is enough: the others are asked when it does not answer.
        var reached = servers.Where(server => IsReached(host, container, IPAddress.Parse(server))).ToArray();
        if (reached.Length > 0) tally.Pass("", string.Join(' ', reached));
        else tally.Fail("", servers.Length > 0 ? string.Join(' ', servers) : "-", $"docker exec --user 0 {Commands.Quote(container.Name)} sh -c 'echo nameserver {Fallback} > /etc/resolv.conf'");
    }

    // The engine's own server is on an address of loopback in the container, and another port, to which rules in there lead.
    private static bool IsReached(CheckedHost host, CheckedContainer container, IPAddress server)
    {
        if (IPAddress.IsLoopback(server))
            return container.Home!.Sockets.Any(socket => socket.IsListening && IPAddress.TryParse(socket.LocalAddress, out var local)
                && (local.Equals(server) || (socket.LocalPort == 53 && (local.Equals(IPAddress.Any) || local.Equals(IPAddress.IPv6Any)))));

        // Whether the default route stands is judged elsewhere; without a network that leads out nobody else is to be reached.
        return container.Outbound.Any() || host.Traced.RoutesOf(container.Home!).Find(server, static _ => true).Route is { Type: "unicast" or "local" };
    }
}
