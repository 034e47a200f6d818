using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Input;
using ContainerNet.Services.Tracing;
using ContainerNet.Services.Tracing.Live;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Tells what becomes of a flow's packets on their way, by which rule, and what to do about it.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "ContainerPacket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = NowSet)]
[OutputType(typeof(PacketTrace))]
public sealed class TraceContainerPacketCommand : SnapshotCmdlet
{
    private const string NowSet = "Now";
    private const string SnapshotSet = "Snapshot";

    private TracedHost? _host;

    /// <summary>Where it comes from: outside, host, a container, or an address.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(FlowEndCompleter))]
    public string From { get; set; } = "outside";

    /// <summary>Where it goes to: host, a container (its own address), or an address.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ContainerName")]
    [ArgumentCompleter(typeof(FlowEndCompleter))]
    public string To { get; set; } = "";

    /// <summary>The port it goes to.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>tcp, udp or icmp; icmp where no port is given.</summary>
    [Parameter]
    [ValidateSet("tcp", "udp", "icmp")]
    public string? Protocol { get; set; }

    /// <summary>The interface of the host it comes in by from outside; without it the one that leads away from the host.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostInterfaceCompleter))]
    public string? InInterface { get; set; }

    /// <summary>The address it comes from; without it a likely one.</summary>
    [Parameter]
    public string? SourceAddress { get; set; }

    /// <summary>inet or inet6, where neither end tells it; inet without it.</summary>
    [Parameter]
    [ValidateSet("inet", "inet6")]
    public string? AddressFamily { get; set; }

    /// <summary>A snapshot to look at instead of the host as it is now: an object, the path of a file, or JSON text.</summary>
    [Parameter(ParameterSetName = SnapshotSet, Mandatory = true)]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

    /// <summary>Has the kernel tell of a real packet too: one that is sent from here, or, from outside, one that comes by.</summary>
    [Parameter(ParameterSetName = NowSet)]
    public SwitchParameter Live { get; set; }

    /// <summary>How many seconds -Live waits for a packet that cannot be sent from here.</summary>
    [Parameter(ParameterSetName = NowSet)]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 10;

    // With a snapshot in hand no engine is needed.
    private protected override async Task BeginAsync()
    {
        if (Snapshot is null)
        {
            await base.BeginAsync();
            RequireKernel();
        }

        _host = new TracedHost(Snapshot?.Read(SessionState) ?? await TakeSnapshotAsync());
    }

    private protected override async Task ProcessAsync()
    {
        System.Net.Sockets.AddressFamily? family = AddressFamily?.ToUpperInvariant() switch
        {
            "INET" => System.Net.Sockets.AddressFamily.InterNetwork,
            "INET6" => System.Net.Sockets.AddressFamily.InterNetworkV6,
            _ => null,
        };
        var protocol = Protocol ?? (Port == 0 ? "icmp" : "tcp");
        var request = new FlowResolver(_host!).Resolve(From, To, protocol, protocol == "icmp" ? 0 : Port, new FlowOptions(InInterface, SourceAddress is null ? null : IpText.ParseAddress(SourceAddress), family));
        var trace = new PacketTracer(_host!).Trace(request);
        WriteObject(Live && ShouldProcess(trace.Flow, Text.Get("Should_LiveTrace")) ? trace with { Live = await TraceLiveAsync(request, trace) } : trace);
    }

    private async Task<LiveTrace?> TraceLiveAsync(FlowRequest request, PacketTrace trace)
    {
        var progress = new ProgressRecord(1, MyInvocation.MyCommand.Name, trace.Flow);
        if (request.Home is null)
        {
            progress.StatusDescription = Text.Format("Verbose_LiveWait", TimeoutSec, request.Destination, request.InInterface);
            WriteVerbose(progress.StatusDescription);
            WriteProgress(progress);
        }

        var reading = await Task.Run(() => new LiveTracer(_host!).Run(request, TimeSpan.FromSeconds(TimeoutSec), StopToken), StopToken);
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        if (reading.First is null) WriteWarning(Text.Format("Warning_LiveNothing", reading.SendError));
        return LiveTraces.Of(reading, trace, _host!);
    }
}
