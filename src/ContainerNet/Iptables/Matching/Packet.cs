using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Iptables.Matching;

/// <summary>A packet at one place on its way through the kernel, as the matches of iptables see it (iptables-extensions(8)).</summary>
internal sealed record Packet
{
    /// <summary>Stands for an interface that is not known; none can have that name.</summary>
    public const string AnyInterface = "/";

    /// <summary>tcp, udp, sctp, icmp or ipv6-icmp, as iptables-save writes it.</summary>
    public required string Protocol { get; init; }

    public required IPAddress Source { get; init; }

    public required IPAddress Destination { get; init; }

    /// <summary>The port it comes from; a range where the sender chooses one; ignored for icmp.</summary>
    public PortSpan SourcePort { get; init; } = PortSpan.Ephemeral;

    /// <summary>The port it goes to; ignored for icmp.</summary>
    public PortSpan DestinationPort { get; init; } = PortSpan.Any;

    /// <summary>The interface it came in by; empty for one that this host sends.</summary>
    public string InInterface { get; init; } = "";

    /// <summary>The interface it goes out by; empty before that is decided.</summary>
    public string OutInterface { get; init; } = "";

    /// <summary>The port of a bridge it came in by; empty where it was no bridge.</summary>
    public string BridgePortIn { get; init; } = "";

    /// <summary>The port of a bridge it goes out by; empty where it is not bridged.</summary>
    public string BridgePortOut { get; init; } = "";

    /// <summary>Whether it is passed from port to port of one bridge, and not routed.</summary>
    public bool IsBridged { get; init; }

    /// <summary>Whether it is the one that opens a flow: of tcp a SYN without ACK.</summary>
    public bool IsOpening { get; init; }

    /// <summary>The mark; null where a rule that is not understood may have set it.</summary>
    public uint? Mark { get; init; } = 0;

    /// <summary>What connection tracking knows of it.</summary>
    public required TrackedConnection Connection { get; init; }

    public AddressFamily Family => Destination.AddressFamily;

    public bool HasPorts => Protocol is "tcp" or "udp" or "sctp" or "dccp" or "udplite";
}

/// <summary>What connection tracking knows of a packet's flow (conntrack(8)).</summary>
internal sealed record TrackedConnection
{
    /// <summary>NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED.</summary>
    public string State { get; init; } = "NEW";

    /// <summary>Whether there is a connection at all; what is not tracked, and what makes no sense to tracking, has none.</summary>
    public bool IsThere => State is not ("UNTRACKED" or "INVALID");

    /// <summary>Whether the packet goes against the direction of the flow's first packet.</summary>
    public bool IsReply { get; init; }

    /// <summary>Where the first packet came from, before any translation.</summary>
    public required IPAddress OriginalSource { get; init; }

    /// <summary>Where the first packet went to, before any translation.</summary>
    public required IPAddress OriginalDestination { get; init; }

    public PortSpan OriginalSourcePort { get; init; } = PortSpan.Ephemeral;

    public PortSpan OriginalDestinationPort { get; init; } = PortSpan.Any;

    /// <summary>Whether its destination is translated.</summary>
    public bool IsDestinationTranslated { get; init; }

    /// <summary>Whether its source is translated.</summary>
    public bool IsSourceTranslated { get; init; }
}

/// <summary>A port, or the range one of which it is.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest; the same for one that is known.</param>
internal readonly record struct PortSpan(int First, int Last)
{
    /// <summary>What a sender gets that asks for none (net.ipv4.ip_local_port_range as the kernel sets it).</summary>
    public static PortSpan Ephemeral { get; } = new(32768, 60999);

    public static PortSpan Any { get; } = new(0, 65535);

    public static PortSpan Of(int port) => new(port, port);

    public bool IsKnown => First == Last;

    /// <summary>Whether the port is in a range.</summary>
    public Answer IsIn(int first, int last) =>
        first <= First && Last <= last ? Answer.Yes
        : last < First || Last < first ? Answer.No
        : Answer.Unknown;
}
