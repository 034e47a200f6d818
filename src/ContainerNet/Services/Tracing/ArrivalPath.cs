using System.Net;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>The last step of a packet's way: over a bridge to a container, or off the host.</summary>
internal sealed class ArrivalPath(TracedHost host, FlowState flow)
{
    /// <summary>A bridge passes the packet on from port to port.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="end">Whom it is for.</param>
    /// <param name="hooks">The firewall it passes; null where bridges pass by it.</param>
    public FlowEnd Pass(Packet packet, BridgeEnd end, HookRunner? hooks)
    {
        var (bridge, port) = (packet.InInterface, end.Link.HostInterface);
        packet = packet with { OutInterface = bridge, BridgePortOut = port, IsBridged = true };
        flow.Add("Bridge", $"{bridge}: {packet.BridgePortIn} -> {port}", packet);
        if (port == packet.BridgePortIn && Hairpin(packet, port) is { } closed) return closed;
        return hooks?.Run("FORWARD", ref packet) ?? hooks?.Run("POSTROUTING", ref packet) ?? Arrive(packet, end);
    }

    /// <summary>The host sends the packet out by the interface of a route.</summary>
    public FlowEnd Leave(Packet packet, ContainerRoute route)
    {
        var next = route.Gateway.Length > 0 ? IPAddress.Parse(route.Gateway) : packet.Destination;
        if (host.EndOf(next) is { } end && end.Link.Bridge == packet.OutInterface) return Arrive(packet, end);
        if (host.Interface(packet.OutInterface) is { Kind: "bridge" } bridge && IsContainers(bridge.Name))
            return new FlowEnd(TraceVerdict.NoRoute, packet, "Trace_NobodyThere", next, bridge.Name) { DecidedBy = route.ToString() };
        return new FlowEnd(TraceVerdict.Delivered, packet, "Trace_Leaves", packet.OutInterface);
    }

    /// <summary>The end of a packet that no route leads on.</summary>
    public static FlowEnd NoWay(Packet packet, RouteAnswer answer)
    {
        if (answer.Found == Answer.Unknown) return new FlowEnd(TraceVerdict.Unknown, packet, "Trace_PolicyRouting", answer.Rule!.Text) { DecidedBy = answer.Rule.Text };
        if (answer.Route is not { } route) return new FlowEnd(TraceVerdict.NoRoute, packet, "Trace_NoRoute", packet.Destination);
        var verdict = route.Type switch
        {
            "blackhole" => TraceVerdict.Dropped,
            "unreachable" or "prohibit" => TraceVerdict.Rejected,
            _ => TraceVerdict.Unknown,
        };
        return new FlowEnd(verdict, packet, "Trace_RouteType", route.ToString()) { DecidedBy = route.ToString() };
    }

    private FlowEnd Arrive(Packet packet, BridgeEnd end)
    {
        var down = new[] { packet.OutInterface, end.Link.HostInterface }.FirstOrDefault(name => !host.IsUp(name))
            ?? (end.Link.Flags.Contains("UP") ? null : end.Link.Name);
        return down is null
            ? new FlowEnd(TraceVerdict.Delivered, packet, "") { Home = end.Home }
            : new FlowEnd(TraceVerdict.Dropped, packet, "Trace_LinkDown", down) { DecidedBy = down };
    }

    // A bridge sends nothing back by the port it came from, but where the port is told to.
    private FlowEnd? Hairpin(Packet packet, string port)
    {
        var name = $"bridge.{port}.hairpin_mode";
        return host.Setting(name) switch
        {
            1 => null,
            0 => new FlowEnd(TraceVerdict.Dropped, packet, "Trace_Hairpin", port) { DecidedBy = $"{name} = 0" },
            _ => new FlowEnd(TraceVerdict.Unknown, packet, "Trace_Hairpin", port) { DecidedBy = name },
        };
    }

    private bool IsContainers(string bridge) => Array.Exists(host.Snapshot.Networks, network => network.Bridge == bridge);
}
