using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Tracing.Live;

/// <summary>
/// Picks from what the kernel tells all that is about one packet, the first that is marked. The kernel's number of a packet changes where a bridge
/// hands it up, so a packet is also known by where it comes from. Pure.
/// </summary>
/// <param name="table">The name of the table whose rules mark packets.</param>
internal sealed class TraceCollector(string table)
{
    private readonly HashSet<uint> _ids = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly List<(TraceMessage Message, TracedPacket Packet)> _met = [];
    private TracedPacket? _packet;

    /// <summary>What the packet met, in its order, with the packet as it came there.</summary>
    public IReadOnlyList<(TraceMessage Message, TracedPacket Packet)> Met => _met;

    /// <summary>The packet as it was when it was marked; null where none was seen yet.</summary>
    public TracedPacket? First { get; private set; }

    public void Take(TraceMessage message)
    {
        if (message.Table == table) Begin(message);
        else if (_packet is not null && IsOfPacket(message)) _met.Add((message, _packet));
    }

    // A packet of the loopback interface passes both chains of the table; one that passes the same chain again is another one, such as a repetition.
    private void Begin(TraceMessage message)
    {
        if (!message.IsRule || message.Packet is not { } packet || (First is not null && !IsFrom(packet)) || !_begun.Add(message.Chain)) return;
        First ??= packet;
        _packet = packet;
        _ids.Add(message.Id);
    }

    private bool IsOfPacket(TraceMessage message)
    {
        if (!_ids.Contains(message.Id) && (message.Packet is not { } other || !IsFrom(other))) return false;
        _ids.Add(message.Id);
        _packet = message.Packet ?? _packet;
        return true;
    }

    private bool IsFrom(TracedPacket packet) => packet.Source.Equals(First!.Source) && packet.SourcePort == First.SourcePort;
}
