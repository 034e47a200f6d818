using System.Net;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Follows a packet that is sent in a network namespace, a container's or the host's.</summary>
internal sealed class ContainerPath(TracedHost host, FlowState flow)
{
    /// <summary>A process in the namespace sends a packet.</summary>
    public FlowEnd Send(SnapshotNamespace home, Packet packet)
    {
        var path = new HostPath(host, flow);
        if (home.IsHost) return path.Send(packet);
        var answer = host.RoutesOf(home).Find(packet.Destination, name => IsUp(home, name));
        if (answer.Route is { } found) flow.Add("Route", found.ToString(), packet);
        if (answer.Route is not { } route || !(answer.IsLocal || answer.IsForwarding)) return ArrivalPath.NoWay(packet, answer);
        packet = Origins.From(packet, Origins.SourceOf(home, route, packet.Destination));
        if (host.ProgramAt(home, answer.IsLocal ? "lo" : route.Interface, isEgress: true, packet) is { } program) return program;
        if (answer.IsLocal) return host.ProgramAt(home, "lo", isEgress: false, packet) ?? new FlowEnd(TraceVerdict.Delivered, packet, "") { Home = home };
        if (Array.Find(home.Interfaces, one => one.Name == route.Interface) is not { Bridge.Length: > 0 } link)
            return new FlowEnd(TraceVerdict.Unknown, packet, "Trace_NoBridge", route.Interface) { DecidedBy = route.ToString() };

        packet = packet with { InInterface = link.Bridge, BridgePortIn = link.HostInterface };
        var next = route.Gateway.Length > 0 ? IPAddress.Parse(route.Gateway) : packet.Destination;
        if (Array.Find([link.HostInterface, link.Bridge], name => !host.IsUp(name)) is { } down)
            return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_LinkDown", down) { DecidedBy = down };
        if (host.ProgramAt(host.Home, link.HostInterface, isEgress: false, packet) is { } atPort) return atPort;
        if (host.IsOwn(next)) return path.Enter(packet, null);
        return host.EndOf(next) is { } end && end.Link.Bridge == link.Bridge
            ? path.Enter(packet, end)
            : new FlowEnd(TraceVerdict.NoRoute, packet, "Trace_NobodyThere", next, link.Bridge) { DecidedBy = route.ToString() };
    }

    private static bool IsUp(SnapshotNamespace home, string name) => Array.Find(home.Interfaces, one => one.Name == name) is not { } link || link.Flags.Contains("UP");
}
