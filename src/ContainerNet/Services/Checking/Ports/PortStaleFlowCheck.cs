using System.Net;

namespace ContainerNet.Services.Checking.Ports;

/// <summary>No tracked flow of UDP still leads what is sent to a published port to somewhere else.</summary>
internal sealed class PortStaleFlowCheck() : ContainerCheck("PortStaleFlow", ContainerMode.Bridged, ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var one in PortCase.Of(host, container).Where(static one => one.Port.Protocol == "udp"))
        {
            if (!host.Snapshot.HasFlows)
            {
                tally.Unknown($"{one}", "conntrack");
                continue;
            }

            // Without a rule that leads to the container no flow is an old one.
            tally.Pass($"{one}");
            if (!host.Rules.Translations(one.Port, one.Address).Any()) continue;
            foreach (var flow in host.Flows[one.Port.HostPort].Where(flow => IsStale(host, container, one, flow)))
                tally.Fail($"{one}", $"{flow}", $"conntrack -D -p udp -s {flow.Source} -d {flow.Destination} --orig-port-dst {flow.DestinationPort}");
        }
    }

    // What the host and containers send is served by the proxy of the engine.
    private static bool IsStale(CheckedHost host, CheckedContainer container, PortCase one, SnapshotFlow flow)
    {
        if (!IPAddress.TryParse(flow.Source, out var source) || !IPAddress.TryParse(flow.Destination, out var destination)) return false;
        if (destination.AddressFamily != one.To.AddressFamily || host.Traced.IsOwn(source) || !host.Traced.IsOwn(destination) || host.IsContainers(source)) return false;
        if (!Tracing.Origins.IsOpen(IPAddress.Parse(one.Port.HostIP.Length > 0 ? one.Port.HostIP : "0.0.0.0")) && !destination.Equals(one.To)) return false;
        return !container.Ends.SelectMany(static end => end.Addresses).Any(own => own.Address.ToString() == flow.Answering);
    }
}
