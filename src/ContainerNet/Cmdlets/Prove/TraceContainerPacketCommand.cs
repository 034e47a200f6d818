using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Input;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Tells what becomes of a flow's packets on their way, by which rule, and what to do about it.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "ContainerPacket")]
[OutputType(typeof(PacketTrace))]
public sealed class TraceContainerPacketCommand : SnapshotCmdlet
{
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
    [Parameter]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

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

    private protected override Task ProcessAsync()
    {
        System.Net.Sockets.AddressFamily? family = AddressFamily?.ToUpperInvariant() switch
        {
            "INET" => System.Net.Sockets.AddressFamily.InterNetwork,
            "INET6" => System.Net.Sockets.AddressFamily.InterNetworkV6,
            _ => null,
        };
        var protocol = Protocol ?? (Port == 0 ? "icmp" : "tcp");
        var request = new FlowResolver(_host!).Resolve(From, To, protocol, protocol == "icmp" ? 0 : Port, new FlowOptions(InInterface, SourceAddress is null ? null : IpText.ParseAddress(SourceAddress), family));
        WriteObject(new PacketTracer(_host!).Trace(request));
        return Task.CompletedTask;
    }
}
