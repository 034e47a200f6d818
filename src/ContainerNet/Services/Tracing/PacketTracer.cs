using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Tells from a snapshot what becomes of a flow: of its first packet, of a later one, and of an answer.</summary>
internal sealed class PacketTracer(TracedHost host)
{
    private const string Proxy = "docker-proxy";

    public PacketTrace Trace(FlowRequest request)
    {
        var flow = new FlowState(1);
        if (!host.IsRead(request.Home ?? host.Home)) return Finish(request, flow.Hops, Unread(Opening(request, ConnectionOf(request))));
        var end = Follow(request, flow);
        if (!end.Arrives) return Finish(request, flow.Hops, end);
        if (end.Home is { } arrived && !host.IsRead(arrived)) return Finish(request, flow.Hops, Unread(end.Packet));
        if (end.Home is not { } home || !NeedsListener(request)) return Finish(request, flow.Hops, FollowOn(request, flow, end));
        if (Listeners.Find(home, end.Packet) is not { } socket) return Finish(request, flow.Hops, NobodyListens(home, end));
        flow.Add("Socket", Name(socket), end.Packet);
        if (!home.IsHost || socket.ProcessName != Proxy) return Finish(request, flow.Hops, FollowOn(request, flow, end));

        var taken = FollowOn(request, flow, end);
        if (!taken.Arrives) return Finish(request, flow.Hops, taken);
        if (Behind(end.Packet) is not { } behind)
            return Finish(request, flow.Hops, taken with { Verdict = TraceVerdict.Unknown, Reason = "Trace_ProxyUnknown", Arguments = [Name(socket)], DecidedBy = Name(socket) });
        return ThroughProxy(request, flow, behind, end.Packet);
    }

    // The proxy's own flow: the host sends, and the container sees the host's address.
    private PacketTrace ThroughProxy(FlowRequest request, FlowState flow, FlowRequest behind, Packet asked)
    {
        var second = new FlowState(2);
        var end = Follow(behind, second);
        if (end is { Arrives: true, Home: { } home })
        {
            if (Listeners.Find(home, end.Packet) is { } socket)
            {
                second.Add("Socket", Name(socket), end.Packet);
                end = FollowOn(behind, second, end);
            }
            else
            {
                end = NobodyListens(home, end);
            }
        }

        if (end.Arrives && OtherAnswer(asked) is { } other) end = other;
        if (end.Arrives) end = end with { Verdict = TraceVerdict.DeliveredByProxy, Reason = "Trace_ByProxy", Arguments = [end.Packet.Source] };
        return Finish(request, [.. flow.Hops, .. second.Hops], end);
    }

    // The proxy of a udp port answers from the address that the route chooses, and not from the one it was asked at.
    private FlowEnd? OtherAnswer(Packet asked)
    {
        if (asked.Protocol != "udp" || Listeners.Find(host.Home, asked) is not { } socket || !Origins.IsOpen(IPAddress.Parse(socket.LocalAddress))) return null;
        if (host.RoutesOf(host.Home).Find(asked.Source, host.IsUp).Route is not { } route || Origins.SourceOf(host.Home, route, asked.Source) is not { } source) return null;
        if (asked.Destination.Equals(source) || (route.Type == "local" && IPAddress.IsLoopback(asked.Destination))) return null;
        return new FlowEnd(TraceVerdict.Dropped, asked, "Trace_OtherAnswer", source, asked.Destination) { DecidedBy = Name(socket) };
    }

    private FlowEnd Follow(FlowRequest request, FlowState flow)
    {
        flow.Stage = FlowStage.New;
        return Start(request, flow, Opening(request, ConnectionOf(request)));
    }

    private static TrackedConnection ConnectionOf(FlowRequest request) =>
        new() { OriginalSource = request.Source, OriginalDestination = request.Destination, OriginalDestinationPort = PortOf(request) };

    // What was not read is not there in the snapshot: to take it for nothing would be a guess.
    private FlowEnd Unread(Packet packet)
    {
        var warnings = string.Join(' ', host.Snapshot.Warnings);
        return new FlowEnd(TraceVerdict.Unknown, packet, "Trace_NotRead", warnings) { DecidedBy = warnings };
    }

    // A later packet goes the same way without the nat tables; an answer goes back.
    private FlowEnd FollowOn(FlowRequest request, FlowState flow, FlowEnd first)
    {
        if (first.Packet.Connection.State is "UNTRACKED" or Outcome.Unknown) return FollowUntracked(flow, first);
        flow.Stage = FlowStage.Established;
        var connection = first.Packet.Connection with { State = "ESTABLISHED", IsDestinationTranslated = flow.Destination is not null, IsSourceTranslated = flow.Source is not null };
        var opening = Opening(request, connection);
        var later = Start(request, flow, opening with { Source = connection.OriginalSource });
        if (!later.Arrives) return later;

        flow.Stage = FlowStage.Reply;
        return Answered(flow, first, connection with { IsReply = true });
    }

    // To tracking what answers an untracked packet begins a connection of its own (udp), or makes no sense (icmp); of tcp first the one, then the other.
    private FlowEnd FollowUntracked(FlowState flow, FlowEnd first)
    {
        var packet = first.Packet;
        if (packet.Protocol == "tcp" || packet.Connection.State == Outcome.Unknown)
            return first with { Verdict = TraceVerdict.Unknown, Reason = "Trace_Untracked", Arguments = [], DecidedBy = "NOTRACK" };
        flow.Forget();
        flow.Stage = FlowStage.Reply;
        var isUdp = packet.Protocol == "udp";
        return Answered(flow, first, new TrackedConnection
        {
            State = isUdp ? "NEW" : "INVALID", IsReply = !isUdp, OriginalSource = packet.Destination, OriginalSourcePort = packet.DestinationPort,
            OriginalDestination = packet.Source, OriginalDestinationPort = packet.SourcePort,
        });
    }

    // An answer has to come from where the question went to, or nobody waits for it.
    private FlowEnd Answered(FlowState flow, FlowEnd first, TrackedConnection connection)
    {
        var asked = first.Packet.Connection;
        var answer = Start(first.Home, first.Packet.OutInterface, flow, first.Packet with
        {
            Source = first.Packet.Destination, SourcePort = first.Packet.DestinationPort, Destination = first.Packet.Source, DestinationPort = first.Packet.SourcePort,
            InInterface = "", OutInterface = "", BridgePortIn = "", BridgePortOut = "", IsBridged = false, IsOpening = false, Mark = 0, Connection = connection,
        });
        if (!answer.Arrives) return answer;
        var isOwn = answer.Packet.Source.Equals(asked.OriginalDestination) && answer.Packet.Destination.Equals(asked.OriginalSource);
        return isOwn ? first : new FlowEnd(TraceVerdict.Dropped, answer.Packet, "Trace_OtherAnswer", answer.Packet.Source, asked.OriginalDestination) { DecidedBy = $"{answer.Packet.Source} -> {answer.Packet.Destination}" };
    }

    private FlowEnd Start(FlowRequest request, FlowState flow, Packet packet) => Start(request.Home, request.InInterface, flow, packet);

    private FlowEnd Start(SnapshotNamespace? home, string outside, FlowState flow, Packet packet) =>
        home is not null
            ? new ContainerPath(host, flow).Send(home, packet)
            : new HostPath(host, flow).Enter(packet with { InInterface = outside }, null);

    private static Packet Opening(FlowRequest request, TrackedConnection connection) => new()
    {
        Protocol = request.Protocol == "icmp" && request.Destination.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6-icmp" : request.Protocol,
        Source = request.Source,
        Destination = request.Destination,
        DestinationPort = PortOf(request),
        IsOpening = connection.State == "NEW",
        Connection = connection,
    };

    private static PortSpan PortOf(FlowRequest request) => PortSpan.Of(request.Port);

    private static bool NeedsListener(FlowRequest request) => request.Protocol != "icmp";

    private static FlowEnd NobodyListens(SnapshotNamespace home, FlowEnd end) =>
        Listeners.FindOnLoopback(home, end.Packet) is { } socket
            ? end with { Verdict = TraceVerdict.NoListener, Reason = "Trace_LoopbackOnly", Arguments = [Name(socket)] }
            : end with { Verdict = TraceVerdict.NoListener, Reason = "Trace_NoListener", Arguments = [end.Packet.Protocol, end.Packet.DestinationPort.First] };

    /// <summary>The flow in which the proxy of a published port sends on; null where nobody publishes the port.</summary>
    private FlowRequest? Behind(Packet packet)
    {
        foreach (var container in host.Snapshot.Containers)
        {
            var port = Array.Find(container.PublishedPorts, one => one.HostPort == packet.DestinationPort.First && one.Protocol == packet.Protocol && IsOn(one, packet.Destination));
            var address = container.Networks.Select(static one => one.IPAddress.Length > 0 ? one.IPAddress : one.IPv6Address).FirstOrDefault(static text => text.Length > 0);
            if (port is null || address is null) continue;
            var destination = IPAddress.Parse(address);
            return new FlowRequest
            {
                From = Proxy, To = container.Name, Home = host.Home, Destination = destination, Protocol = packet.Protocol, Port = port.ContainerPort,
                Source = destination.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any,
            };
        }

        return null;
    }

    private static bool IsOn(PublishedPort port, IPAddress address)
    {
        var bound = IPAddress.Parse(port.HostIP.Length == 0 ? "0.0.0.0" : port.HostIP);
        return bound.Equals(address) || (bound.AddressFamily == address.AddressFamily && Origins.IsOpen(bound));
    }

    private static string Name(ContainerSocket socket) => $"{socket} {socket.ProcessName}".TrimEnd();

    private PacketTrace Finish(FlowRequest request, IReadOnlyList<TraceHop> hops, FlowEnd end) => new()
    {
        From = request.From, To = request.To, Protocol = request.Protocol, Port = request.Port, Verdict = end.Verdict.ToString(), DecidedBy = end.DecidedBy,
        Reason = TraceTexts.Reason(end), Fix = TraceTexts.Fix(end),
        SourceSeen = end.Verdict is TraceVerdict.Delivered or TraceVerdict.DeliveredByProxy ? end.Packet.Source.ToString() : "",
        Hops = [.. hops], TakenAt = host.Snapshot.TakenAt,
    };
}
