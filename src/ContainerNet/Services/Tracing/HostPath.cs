using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Follows a packet through the host: what comes in by an interface or a bridge's port, and what the host itself sends.</summary>
internal sealed class HostPath(TracedHost host, FlowState flow)
{
    private readonly HookRunner _hooks = new(host, flow);
    private readonly ArrivalPath _arrival = new(host, flow);

    /// <summary>A packet comes in.</summary>
    /// <param name="packet">It, with the interface, and with the bridge's port where it came by one.</param>
    /// <param name="neighbour">Whom it is for where the bridge passes it on by itself; null where it is for the host, to keep or to route.</param>
    public FlowEnd Enter(Packet packet, BridgeEnd? neighbour)
    {
        if (neighbour is null && host.ProgramAt(host.Home, packet.InInterface, isEgress: false, packet) is { } program) return program;
        var isFiltered = packet.BridgePortIn.Length > 0 && FiltersBridges(packet.Family);
        if (neighbour is not null && !isFiltered) return _arrival.Pass(packet, neighbour, null);
        var asked = packet.Destination;
        if (_hooks.Run("PREROUTING", ref packet) is { } ended) return ended;

        // With br_netfilter a packet whose new destination is on the bridge it came by is bridged too, and not routed.
        if (!asked.Equals(packet.Destination)) neighbour = isFiltered && host.EndOf(packet.Destination) is { } end && end.Link.Bridge == packet.InInterface ? end : null;
        return neighbour is null ? Route(packet) : _arrival.Pass(packet, neighbour, _hooks);
    }

    /// <summary>The host sends a packet.</summary>
    public FlowEnd Send(Packet packet)
    {
        if (Leave(ref packet, out var route) is { } nowhere) return nowhere;
        var asked = packet.Destination;
        if (_hooks.RunOutputToTranslation(ref packet) is { } ended) return ended;
        if (!asked.Equals(packet.Destination) && Leave(ref packet, out route) is { } lost) return lost;
        if (_hooks.RunOutputAfterTranslation(ref packet) is { } dropped) return dropped;
        if (_hooks.Run("POSTROUTING", ref packet) is { } late) return late;
        if (packet.OutInterface != "lo") return _arrival.Leave(packet, route);

        if ((host.ProgramAt(host.Home, "lo", isEgress: true, packet) ?? host.ProgramAt(host.Home, "lo", isEgress: false, packet)) is { } program) return program;
        packet = packet with { InInterface = "lo", OutInterface = "" };
        return _hooks.Run("PREROUTING", ref packet) ?? Input(packet);
    }

    /// <summary>Chooses the way out, and the source where the sender has left it open; returns the end of a packet that has no way.</summary>
    private FlowEnd? Leave(ref Packet packet, out ContainerRoute route)
    {
        var answer = host.RoutesOf(host.Home).Find(packet.Destination, host.IsUp);
        route = answer.Route!;
        if (!answer.IsLocal && !answer.IsForwarding) return ArrivalPath.NoWay(packet, answer);
        flow.Add("Route", route.ToString(), packet);
        packet = Origins.From(packet with { OutInterface = answer.IsLocal ? "lo" : route.Interface }, Origins.SourceOf(host.Home, route, packet.Destination));
        return null;
    }

    private FlowEnd Route(Packet packet)
    {
        if (Martian(packet) is { } setting) return Blocked(packet, "Trace_Martian", setting);
        if (FilteredByReversePath(packet) is { } filter) return Blocked(packet, "Trace_ReversePath", filter);
        var answer = host.RoutesOf(host.Home).Find(packet.Destination, host.IsUp);
        if (answer.Route is { } route) flow.Add("Route", route.ToString(), packet);
        if (answer.IsLocal) return Input(packet);
        return answer.IsForwarding ? Forward(packet, answer.Route!) : ArrivalPath.NoWay(packet, answer);
    }

    private FlowEnd Input(Packet packet) => _hooks.Run("INPUT", ref packet) ?? new FlowEnd(TraceVerdict.Delivered, packet, "") { Home = host.Home };

    private FlowEnd Forward(Packet packet, ContainerRoute route)
    {
        if (ForwardingOff(packet) is { } setting) return Blocked(packet, "Trace_ForwardingOff", setting);
        packet = packet with { OutInterface = route.Interface };
        return _hooks.Run("FORWARD", ref packet) ?? _hooks.Run("POSTROUTING", ref packet) ?? _arrival.Leave(packet, route);
    }

    private FlowEnd Blocked(Packet packet, string reason, string setting)
    {
        flow.Add("Kernel", setting, packet);
        return new FlowEnd(TraceVerdict.Dropped, packet, reason, setting) { DecidedBy = setting };
    }

    private bool FiltersBridges(AddressFamily family) =>
        host.Setting(family == AddressFamily.InterNetwork ? "net.bridge.bridge-nf-call-iptables" : "net.bridge.bridge-nf-call-ip6tables") == 1;

    // An address of 127.0.0.0/8 has no business outside lo (net.ipv4.conf.*.route_localnet). Looked at behind PREROUTING: there it may be another by then.
    private string? Martian(Packet packet)
    {
        if (packet.Family != AddressFamily.InterNetwork || packet.InInterface == "lo") return null;
        if (!IPAddress.IsLoopback(packet.Destination) && !IPAddress.IsLoopback(packet.Source)) return null;
        var (name, value) = host.Setting("net.ipv4.conf", packet.InInterface, "route_localnet");
        return value is 0 or null ? $"{name} = 0" : null;
    }

    private string? FilteredByReversePath(Packet packet)
    {
        if (packet.Family != AddressFamily.InterNetwork || packet.InInterface == "lo") return null;
        var (name, mode) = host.Setting("net.ipv4.conf", packet.InInterface, "rp_filter");
        if (mode is 0 or null) return null;
        var back = host.RoutesOf(host.Home).Find(packet.Source, host.IsUp);
        if (back.Found == Answer.Unknown) return null;
        var isRight = back.Route is { Type: "unicast" } && (mode == 2 || back.Route!.Interface == packet.InInterface || back.Route.NextHops.Any(hop => hop.Interface == packet.InInterface));
        return isRight ? null : $"{name} = {mode}";
    }

    private string? ForwardingOff(Packet packet)
    {
        // Of IPv4 the interface it comes in by decides, of IPv6 the host as a whole.
        var (folder, link) = packet.Family == AddressFamily.InterNetwork ? ("net.ipv4.conf", packet.InInterface.Replace('.', '/')) : ("net.ipv6.conf", "all");
        var name = $"{folder}.{link}.forwarding";
        return host.Setting(name) == 0 ? $"{name} = 0" : null;
    }
}
