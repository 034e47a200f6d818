using System.Diagnostics;
using System.Net.Sockets;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Services.Tracing.Live;

/// <summary>Has the kernel tell which rules a flow's first packet really meets: one that is sent here, or one that comes by.</summary>
internal sealed class LiveTracer(TracedHost host)
{
    // A packet is through the host within microseconds; a repetition of a first one comes after a second (RFC 6298).
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan s_ownPacket = TimeSpan.FromSeconds(1);

    /// <summary>Traces a packet.</summary>
    /// <param name="request">The flow.</param>
    /// <param name="limit">How long to wait for a packet that cannot be sent from here.</param>
    /// <param name="cancellationToken">Ends it at once; nothing is left.</param>
    /// <exception cref="ContainerNetException">LiveTraceNotSupported, KernelViewDenied, NetlinkFailed, NamespaceGone.</exception>
    public LiveReading Run(FlowRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        LiveSupport.Require(host, request);
        try
        {
            using var probe = request.Home is { } home ? Open(home, request) : null;
            return Run(request, probe, probe is null || limit < s_ownPacket ? limit : s_ownPacket, cancellationToken);
        }
        catch (SocketException exception)
        {
            return LiveReading.None with { SendError = exception.Message };
        }
        catch (KernelException exception)
        {
            throw LiveSupport.ToContainerNet(exception, request);
        }
    }

    private static LiveReading Run(FlowRequest request, FlowProbe? probe, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var monitor = TraceMonitor.Open();
        using var table = TraceTable.Make(PatternOf(request, probe));
        using var registration = cancellationToken.Register(monitor.Stop);
        var error = "";
        try
        {
            probe?.Send(request.Destination, request.Port);
        }
        catch (SocketException exception)
        {
            // The firewall may have ended it: then the kernel tells of it.
            error = exception.Message;
        }

        var collector = new TraceCollector(table.Name);
        Collect(monitor, collector, limit);
        cancellationToken.ThrowIfCancellationRequested();
        using var netlink = NftablesNetlink.Open();
        return new LiveReading(collector.First, collector.Met, [.. collector.Met.Select(static met => met.Message.Family).Distinct().Select(family => (family, netlink.DumpRules(family)))])
        {
            SendError = error,
        };
    }

    private static void Collect(TraceMonitor monitor, TraceCollector collector, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan? begun = null;
        while (true)
        {
            var wait = begun is { } start ? Shorter(s_quiet, start + s_longest - clock.Elapsed) : limit - clock.Elapsed;
            var messages = wait > TimeSpan.Zero ? monitor.Read(wait) : [];
            if (messages.Count == 0) return;
            foreach (var message in messages) collector.Take(message);
            if (collector.First is not null) begun ??= clock.Elapsed;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private FlowProbe Open(SnapshotNamespace home, FlowRequest request)
    {
        var protocol = ProtocolOf(request);
        if (home.IsHost) return FlowProbe.Open(null, protocol, request.Source);
        var container = Array.Find(host.Snapshot.Containers, one => home.ContainerIds.Contains(one.Id) && one.ProcessId != 0)
            ?? throw ContainerNetException.Create(ErrorId.ContainerNotRunning, request.From, request.From, "");
        return NamespaceVisit.Read(container.ProcessId, (_, inode, handle) =>
            inode == home.Inode
                ? FlowProbe.Open(handle, protocol, request.Source)
                : throw ContainerNetException.Create(ErrorId.NamespaceGone, container.Name, container.Name));
    }

    private static TracePattern PatternOf(FlowRequest request, FlowProbe? probe) => new()
    {
        Protocol = (byte)ProtocolOf(request),
        Destination = request.Destination,
        Source = probe is null && request.IsSourceKnown ? request.Source : null,
        SourcePort = probe?.SourcePort,
        DestinationPort = request.Protocol == "icmp" ? null : request.Port,
        EchoId = probe?.EchoId,
        InInterface = probe is null ? request.InInterface : "",
    };

    private static int ProtocolOf(FlowRequest request) => request.Protocol switch
    {
        "tcp" => IPPROTO_TCP,
        "udp" => IPPROTO_UDP,
        _ => request.Destination.AddressFamily == AddressFamily.InterNetwork ? IPPROTO_ICMP : IPPROTO_ICMPV6,
    };
}

/// <summary>What the kernel told of a packet.</summary>
/// <param name="First">The packet when it was marked; null where none was seen.</param>
/// <param name="Met">What it met.</param>
/// <param name="Rules">The rules of the families that it met rules of, in their order.</param>
internal sealed record LiveReading(
    TracedPacket? First, IReadOnlyList<(TraceMessage Message, TracedPacket Packet)> Met, IReadOnlyList<(byte Family, List<NftRulePlace> Rules)> Rules)
{
    public static LiveReading None { get; } = new(null, [], []);

    /// <summary>Why the packet could not be sent; empty where it could.</summary>
    public string SendError { get; init; } = "";
}
