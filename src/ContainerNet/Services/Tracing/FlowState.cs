using System.Net;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Which packet of a flow is followed.</summary>
internal enum FlowStage
{
    /// <summary>The first one, which alone goes through the nat tables.</summary>
    New,

    /// <summary>A later one in the same direction.</summary>
    Established,

    /// <summary>An answer.</summary>
    Reply,
}

/// <summary>What the packets of one flow have in common while they are followed, and what they met.</summary>
/// <param name="number">1; of what a proxy sends on 2.</param>
internal sealed class FlowState(int number)
{
    private readonly List<TraceHop> _hops = [];

    public FlowStage Stage { get; set; }

    /// <summary>Whether its answers are no answers to connection tracking, which did not see the first packet: each goes its way by itself.</summary>
    public bool IsUntracked { get; private set; }

    /// <summary>Whether the nat tables are asked: by the packet that opens a connection, which here may be an answer.</summary>
    public bool AsksForTranslation => Stage == FlowStage.New || IsUntracked;

    /// <summary>The flow's new destination, as the nat table set it for the first packet; null where it has none.</summary>
    public Translation? Destination { get; set; }

    /// <summary>The flow's new source; null where it has none.</summary>
    public Translation? Source { get; set; }

    /// <summary>Whether the nat table was asked about the destination: it is asked once, at the hook the packet meets first.</summary>
    public bool IsDestinationSettled { get; set; }

    /// <summary>Whether it was asked about the source.</summary>
    public bool IsSourceSettled { get; set; }

    public IReadOnlyList<TraceHop> Hops => _hops;

    /// <summary>The packet with its destination as connection tracking translates it on the way in.</summary>
    public Packet TranslateDestination(Packet packet)
    {
        if (Stage == FlowStage.Reply && !IsUntracked) return Source is null ? packet : packet with { Destination = packet.Connection.OriginalSource, DestinationPort = packet.Connection.OriginalSourcePort };
        return Destination is { } to
            ? packet with
            {
                Destination = to.Address, DestinationPort = to.Port ?? packet.DestinationPort, Connection = packet.Connection with { IsDestinationTranslated = true },
            }
            : packet;
    }

    /// <summary>The packet with its source as connection tracking translates it on the way out.</summary>
    public Packet TranslateSource(Packet packet)
    {
        if (Stage == FlowStage.Reply && !IsUntracked)
            return Destination is null ? packet : packet with { Source = packet.Connection.OriginalDestination, SourcePort = packet.Connection.OriginalDestinationPort };
        return Source is { } from ? packet with { Source = from.Address, Connection = packet.Connection with { IsSourceTranslated = true } } : packet;
    }

    /// <summary>Forgets what the first packet was translated to: connection tracking did not see it.</summary>
    public void Forget()
    {
        (IsUntracked, Destination, Source) = (true, null, null);
        (IsDestinationSettled, IsSourceSettled) = (false, false);
    }

    /// <summary>Notes a rule, and what is known of it.</summary>
    public void Add<TRule>(RuleStep<TRule> step, Packet before, Packet after, FirewallRule? known) => _hops.Add(new TraceHop
    {
        Flow = number, Packet = Stage.ToString(), Kind = "Rule", Table = step.Table.Name, Chain = step.Chain, Number = step.Number,
        Text = step.Text, IsCertain = step.Applies == Answer.Yes, Before = Ends(before), After = Ends(after),
        Owner = known?.Owner ?? "", ContainerName = known?.ContainerName ?? "",
    });

    /// <summary>Notes a decision that is no rule.</summary>
    public void Add(string kind, string text, Packet packet, string table = "", string chain = "") => _hops.Add(new TraceHop
    {
        Flow = number, Packet = Stage.ToString(), Kind = kind, Table = table, Chain = chain, Text = text, Before = Ends(packet), After = Ends(packet),
    });

    private static string Ends(Packet packet) => packet.HasPorts
        ? $"{End(packet.Source, packet.SourcePort)} -> {End(packet.Destination, packet.DestinationPort)}"
        : $"{packet.Source} -> {packet.Destination}";

    private static string End(IPAddress address, PortSpan port)
    {
        var text = port.IsKnown ? $"{port.First}" : "*";
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]:{text}" : $"{address}:{text}";
    }
}

/// <summary>Where a packet ended.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Packet">The packet as it was then.</param>
/// <param name="Reason">The name of the text that says why; empty where it goes on.</param>
/// <param name="Arguments">What the text names.</param>
internal sealed record FlowEnd(TraceVerdict Verdict, Packet Packet, string Reason, params object[] Arguments)
{
    /// <summary>What decided; empty where the packet arrives.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>The command that takes away what decided; empty where there is none that is known to.</summary>
    public string Undo { get; init; } = "";

    /// <summary>The namespace it arrived in; null where it arrived in none that is in the snapshot.</summary>
    public SnapshotNamespace? Home { get; init; }

    public bool Arrives => Verdict == TraceVerdict.Delivered;
}
