namespace ContainerNet;

/// <summary>What becomes of a flow's packets on their way, and why.</summary>
public sealed record PacketTrace
{
    /// <summary>Where it comes from: outside, host, or the name of a container.</summary>
    public required string From { get; init; }

    /// <summary>Where it goes to, as it was asked: host, an address, or the name of a container.</summary>
    public required string To { get; init; }

    /// <summary>tcp, udp or icmp.</summary>
    public required string Protocol { get; init; }

    /// <summary>The port it goes to; 0 for icmp.</summary>
    public int Port { get; init; }

    /// <summary>The name of a <see cref="TraceVerdict"/>.</summary>
    public required string Verdict { get; init; }

    /// <summary>What decided: a rule with its place, a chain's policy, a route; empty where the packet arrives.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>Why, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What to do about it: a command that can be run, or words; empty where nothing is wrong.</summary>
    public string Fix { get; init; } = "";

    /// <summary>The address the receiver sees the packet come from; empty where it does not arrive.</summary>
    public string SourceSeen { get; init; } = "";

    /// <summary>The rules and decisions the packets meet, in their order.</summary>
    public TraceHop[] Hops { get; init; } = [];

    /// <summary>What the kernel itself told of the flow's first packet; null where it was not asked, or saw none.</summary>
    public LiveTrace? Live { get; init; }

    /// <summary>When the snapshot was taken; UTC.</summary>
    public DateTime TakenAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Flow}: {Verdict}";

    /// <summary>Where from and where to.</summary>
    internal string Flow => $"{From} -> {To} {(Port > 0 ? $"{Port}/{Protocol}" : Protocol)}";
}

/// <summary>What becomes of a flow.</summary>
public enum TraceVerdict
{
    /// <summary>The packet arrives, and its answer comes back.</summary>
    Delivered,

    /// <summary>A proxy of the engine takes it on the host, and sends it on in a flow of its own.</summary>
    DeliveredByProxy,

    /// <summary>It is thrown away: the sender waits in vain.</summary>
    Dropped,

    /// <summary>It is refused, and the sender is told.</summary>
    Rejected,

    /// <summary>There is no way to where it goes.</summary>
    NoRoute,

    /// <summary>It arrives where nobody listens.</summary>
    NoListener,

    /// <summary>It hangs on something this module does not understand, which is named.</summary>
    Unknown,
}

/// <summary>A rule or a decision that a packet meets.</summary>
public sealed record TraceHop
{
    /// <summary>1; of what a proxy sends on 2.</summary>
    public required int Flow { get; init; }

    /// <summary>Which packet of the flow: New, Established, or Reply.</summary>
    public required string Packet { get; init; }

    /// <summary>Rule, Policy, Route, Bridge, Kernel or Socket.</summary>
    public required string Kind { get; init; }

    /// <summary>raw, mangle, nat or filter; empty for what is no rule.</summary>
    public string Table { get; init; } = "";

    /// <summary>The chain; empty for what is no rule.</summary>
    public string Chain { get; init; } = "";

    /// <summary>The rule's place in the chain, from 1; 0 for what is no rule.</summary>
    public int Number { get; init; }

    /// <summary>The rule as iptables-save prints it, or the decision in words.</summary>
    public required string Text { get; init; }

    /// <summary>Who made the rule: the name of a <see cref="FirewallRuleOwner"/>; empty for what is no rule.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The container that the rule belongs to; empty where it belongs to none.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>Whether the rule applies for sure; false where it hangs on something that is not understood.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>Source and destination before.</summary>
    public required string Before { get; init; }

    /// <summary>Source and destination afterwards.</summary>
    public required string After { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Number > 0 ? $"{Table} {Chain} {Number}: {Text}" : Text;
}
