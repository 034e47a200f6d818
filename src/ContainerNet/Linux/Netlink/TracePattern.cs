using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Linux.Netlink;

/// <summary>The first packets of a flow, by what is known of it.</summary>
internal sealed record TracePattern
{
    /// <summary>IPPROTO_*.</summary>
    public required byte Protocol { get; init; }

    /// <summary>Where it goes to, before any translation.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>Where it comes from; null for anywhere.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The port it comes from; null for any.</summary>
    public int? SourcePort { get; init; }

    /// <summary>The port it goes to; null for any, and for icmp.</summary>
    public int? DestinationPort { get; init; }

    /// <summary>The identifier of an icmp echo request; null for any.</summary>
    public ushort? EchoId { get; init; }

    /// <summary>The interface it comes in by; empty for any, and for none.</summary>
    public string InInterface { get; init; } = "";

    public bool IsIPv4 => Destination.AddressFamily == AddressFamily.InterNetwork;
}
