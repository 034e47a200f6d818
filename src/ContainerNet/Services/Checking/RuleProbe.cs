using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>
/// Walks made-up packets through the rules of the host, and through nothing else: what routes, interfaces, settings and sockets do is judged
/// elsewhere, so that a fault there is not told twice.
/// </summary>
internal sealed class RuleProbe(TracedHost host)
{
    // Documentation addresses (RFC 5737, RFC 3849): anybody's, as far as rules are concerned.
    private static readonly IPAddress s_stranger = IPAddress.Parse("198.51.100.1");
    private static readonly IPAddress s_strangerOfSix = IPAddress.Parse("2001:db8::1");

    /// <summary>The first packet to a published port, from outside, through PREROUTING.</summary>
    /// <param name="port">The port.</param>
    /// <param name="to">The address of the host it is sent to.</param>
    /// <param name="uplink">The interface it comes in by.</param>
    public ProbeResult ToPort(PublishedPort port, IPAddress to, string uplink)
    {
        var packet = New(port.Protocol, SourceOf(port, to.AddressFamily), to, port.HostPort) with { InInterface = uplink };
        return Run(packet, "PREROUTING");
    }

    /// <summary>The same as it is to be after the translation, through FORWARD.</summary>
    /// <param name="port">The port.</param>
    /// <param name="to">The address of the host it was sent to.</param>
    /// <param name="address">The container's address.</param>
    /// <param name="uplink">The interface it comes in by.</param>
    /// <param name="bridge">The bridge it goes out by.</param>
    public ProbeResult ThroughPort(PublishedPort port, IPAddress to, IPAddress address, string uplink, string bridge)
    {
        var packet = New(port.Protocol, SourceOf(port, to.AddressFamily), to, port.HostPort);
        packet = packet with
        {
            Destination = address, DestinationPort = PortSpan.Of(port.ContainerPort), InInterface = uplink, OutInterface = bridge,
            Connection = packet.Connection with { IsDestinationTranslated = true },
        };
        return Run(packet, "FORWARD");
    }

    /// <summary>A first packet from outside to the container's own address, through PREROUTING and FORWARD.</summary>
    public ProbeResult ToAddress(string protocol, int port, IPAddress address, string uplink, string bridge)
    {
        var packet = New(protocol, Stranger(address.AddressFamily), address, port) with { InInterface = uplink };
        var first = Run(packet, "PREROUTING");
        return first.Passes && first.Packet.Destination.Equals(address) ? Run(first.Packet with { OutInterface = bridge }, "FORWARD") : first;
    }

    /// <summary>A first packet of the container to outside, through FORWARD; or, as an answer, back.</summary>
    public ProbeResult FromAddress(IPAddress address, string bridge, string uplink, bool isAnswer)
    {
        var packet = Outgoing(address);
        packet = isAnswer
            ? packet with
            {
                Source = packet.Destination, SourcePort = packet.DestinationPort, Destination = address, DestinationPort = packet.SourcePort,
                InInterface = uplink, OutInterface = bridge, Connection = packet.Connection with { State = "ESTABLISHED", IsReply = true, IsSourceTranslated = true },
            }
            : packet with { InInterface = bridge, OutInterface = uplink };
        return Run(packet, "FORWARD");
    }

    /// <summary>The same through POSTROUTING, where it is to get an address of the host.</summary>
    public ProbeResult Leaving(IPAddress address, string bridge, string uplink) => Run(Outgoing(address) with { InInterface = bridge, OutInterface = uplink }, "POSTROUTING");

    /// <summary>The first packet of a container to outside through all hooks, whatever its source is translated to.</summary>
    /// <returns>Where it ended; null where it goes on.</returns>
    public FlowEnd? Outward(IPAddress address, string bridge, string uplink) =>
        RunAll(new FlowState(1) { IsDestinationSettled = true, IsSourceSettled = true }, Outgoing(address) with { InInterface = bridge }, uplink);

    /// <summary>The first packet from outside to a published port through all hooks, as it is to be translated.</summary>
    /// <param name="port">The port.</param>
    /// <param name="to">The address of the host it is sent to.</param>
    /// <param name="address">The container's address.</param>
    /// <param name="uplink">The interface it comes in by.</param>
    /// <param name="bridge">The bridge it goes out by.</param>
    /// <returns>Where it ended; null where it goes on.</returns>
    public FlowEnd? Inward(PublishedPort port, IPAddress to, IPAddress address, string uplink, string bridge)
    {
        var flow = new FlowState(1) { Destination = new Translation(address, PortSpan.Of(port.ContainerPort)), IsDestinationSettled = true, IsSourceSettled = true };
        return RunAll(flow, New(port.Protocol, SourceOf(port, to.AddressFamily), to, port.HostPort) with { InInterface = uplink }, bridge);
    }

    private FlowEnd? RunAll(FlowState flow, Packet packet, string leavingBy)
    {
        var hooks = new HookRunner(host, flow);
        if (hooks.Run("PREROUTING", ref packet) is { } ended) return ended;
        packet = packet with { OutInterface = leavingBy };
        return hooks.Run("FORWARD", ref packet) ?? hooks.Run("POSTROUTING", ref packet);
    }

    private ProbeResult Run(Packet packet, string hook)
    {
        var flow = new FlowState(1) { Stage = FlowStage.New };
        var end = new HookRunner(host, flow).Run(hook, ref packet);
        return new ProbeResult(end, packet, flow.Hops);
    }

    private static Packet Outgoing(IPAddress address) => New("tcp", address, Stranger(address.AddressFamily), 443);

    private static Packet New(string protocol, IPAddress source, IPAddress destination, int port) => new()
    {
        Protocol = protocol, Source = source, Destination = destination, DestinationPort = PortSpan.Of(port),
        Connection = new TrackedConnection { OriginalSource = source, OriginalDestination = destination, OriginalDestinationPort = PortSpan.Of(port) },
    };

    // Of a port that some alone may get to, one of them.
    private static IPAddress SourceOf(PublishedPort port, AddressFamily family) =>
        port.AllowFrom.Select(static text => IPAddress.TryParse(text.Split('/')[0], out var address) ? address : null).FirstOrDefault(address => address?.AddressFamily == family)
        ?? Stranger(family);

    private static IPAddress Stranger(AddressFamily family) => family == AddressFamily.InterNetwork ? s_stranger : s_strangerOfSix;
}

/// <summary>What became of a packet in the rules.</summary>
/// <param name="End">Where it ended; null where it goes on.</param>
/// <param name="Packet">The packet afterwards.</param>
/// <param name="Hops">The rules it met.</param>
internal sealed record ProbeResult(FlowEnd? End, Packet Packet, IReadOnlyList<TraceHop> Hops)
{
    /// <summary>Whether the rules let it go on.</summary>
    public bool Passes => End is null;

    /// <summary>Whether that hangs on what is not understood.</summary>
    public bool IsUnknown => End is { Verdict: TraceVerdict.Unknown };

    /// <summary>Whether a chain's policy ended it, because no rule let it by.</summary>
    public bool EndsByPolicy => End is not null && Hops is [.., { Kind: "Policy" }];

    /// <summary>The last rule it met; null where there was none.</summary>
    public TraceHop? LastRule => Hops.LastOrDefault(static hop => hop.Kind == "Rule");

    /// <summary>What decided, as the trace names it.</summary>
    public string DecidedBy => End?.DecidedBy ?? LastRule?.ToString() ?? "";
}
