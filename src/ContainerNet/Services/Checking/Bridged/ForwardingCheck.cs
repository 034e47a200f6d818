using System.Net.Sockets;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The host forwards packets between the bridge and the interface that leads away from it.</summary>
internal sealed class ForwardingCheck() : ContainerCheck("Forwarding", ContainerMode.Bridged)
{
    private const string Whole = "net.ipv4.ip_forward";

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Outbound)
        {
            foreach (var link in new[] { end.Bridge, host.Uplink(AddressFamily.InterNetwork) }.Where(static name => name.Length > 0))
                Judge(host, tally, $"net.ipv4.conf.{link.Replace('.', '/')}.forwarding", host.Traced.Setting(Whole) == 0 ? Whole : null);
            if (end.Endpoint.IPv6Address.Length > 0) Judge(host, tally, "net.ipv6.conf.all.forwarding", null);
        }
    }

    private static void Judge(CheckedHost host, Tally tally, string name, string? whole)
    {
        if (host.Traced.Setting(name) is not { } value) tally.Unknown($"{name} = 1", name);
        else tally.Judge(value == 1, $"{name} = 1", $"{whole ?? name} = {value}", Commands.Set(whole ?? name, 1));
    }
}
