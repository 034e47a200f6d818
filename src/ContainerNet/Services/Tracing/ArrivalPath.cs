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
        if (hooks is null) return host.NativeAt(packet) ?? Arrive(packet, end);
        return hooks.Run("FORWARD", ref packet) ?? hooks.Run("POSTROUTING", ref packet) ?? Arrive(packet, end);
    }

    /// <summary>The host sends the packet out by the interface of a route.</summary>
    public FlowEnd Leave(Packet packet, ContainerRoute route)
    {
        if (host.ProgramAt(host.Home, packet.OutInterface, isEgress: true, packet) is { } program) return program;
        var next = route.Gateway.Length > 0 ? IPAddress.Parse(route.Gateway) : packet.Destination;
        if (host.EndOf(next) is { } end && end.Link.Bridge == packet.OutInterface) return Arrive(packet, end);
        if (host.Interface(packet.OutInterface) is { Kind: "bridge" } bridge && IsContainers(bridge.Name))
            return new FlowEnd(TraceVerdict.NoRoute, packet, "Trace_NobodyThere", next, bridge.Name) { DecidedBy = route.ToString() };
        return FromItself(packet) ?? new FlowEnd(TraceVerdict.Delivered, packet, "Trace_Leaves", packet.OutInterface);
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
            ? host.ProgramAt(host.Home, end.Link.HostInterface, isEgress: true, packet) ?? host.ProgramAt(end.Home, end.Link.Name, isEgress: false, packet) ?? FromItself(packet) ?? Reached(packet, end.Home)
            : new FlowEnd(TraceVerdict.Dropped, packet, "Trace_LinkDown", down) { DecidedBy = down };
    }

    // Nobody takes a packet that another one sends in his name (fib_validate_source of the kernel, net.ipv4.conf.*.accept_local).
    private static FlowEnd? FromItself(Packet packet) =>
        packet.Source.Equals(packet.Destination) ? new FlowEnd(TraceVerdict.Dropped, packet, "Trace_FromItself", packet.Source) { DecidedBy = $"{packet.Source} -> {packet.Destination}" } : null;

    // The kernel of a paused container takes packets, and greets by itself who connects; its programs do nothing.
    private FlowEnd Reached(Packet packet, SnapshotNamespace home)
    {
        var inside = Array.FindAll(host.Snapshot.Containers, one => home.ContainerIds.Contains(one.Id));
        var isPaused = inside.Length > 0 && Array.TrueForAll(inside, static one => one.State == "Paused");
        return new FlowEnd(TraceVerdict.Delivered, packet, isPaused ? "Trace_Paused" : "", isPaused ? [inside[0].Name] : []) { Home = home };
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
