using System.Net;
using System.Net.Sockets;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>No chain of nftables beside iptables throws away what the container sends, or what is sent to its published ports.</summary>
internal sealed class NativeFirewallCheck() : ContainerCheck("NativeFirewall", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Outbound)
        {
            if (end.Address is not { } address) continue;
            if (!host.Snapshot.HasFirewall)
            {
                tally.Unknown($"{address}", Reasons.OfRules(host));
                continue;
            }

            foreach (var ended in Probe(host, container, end, address))
            {
                if (ended is { Verdict: TraceVerdict.Unknown }) tally.Unknown($"{address}", ended.DecidedBy);
                else tally.Judge(ended is null, $"{address}", ended?.DecidedBy ?? "", ended?.Undo ?? "");
            }
        }
    }

    // What is published on a loopback address goes by the engine's proxy.
    private static IEnumerable<FlowEnd?> Probe(CheckedHost host, CheckedContainer container, CheckedEnd end, IPAddress address)
    {
        var uplink = host.Uplink(AddressFamily.InterNetwork);
        yield return host.NativeProbe?.Outward(address, end.Bridge, uplink);
        foreach (var port in container.Ports.DistinctBy(static port => (port.Protocol, port.ContainerPort)))
        {
            var to = IPAddress.TryParse(port.HostIP, out var asked) && asked.AddressFamily == AddressFamily.InterNetwork && !Origins.IsOpen(asked) ? asked : host.UplinkAddress(AddressFamily.InterNetwork);
            if (to is not null && !IPAddress.IsLoopback(to)) yield return host.NativeProbe?.Inward(port, to, address, uplink, end.Bridge);
        }
    }
}
