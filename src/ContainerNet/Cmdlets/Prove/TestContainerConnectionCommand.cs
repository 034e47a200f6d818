using System.Management.Automation;
using System.Text;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Input;
using ContainerNet.Services.Probing;
using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Really connects from a container's network namespace, with no tool in the image, and says why where it fails.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerConnection")]
[OutputType(typeof(ContainerConnection), typeof(bool))]
public sealed class TestContainerConnectionCommand : RunningContainerCmdlet
{
    private const int AtOnce = 16;
    private const int UsualBytes = 1024;

    private OrderedWork<ContainerConnection>? _work;
    private ConnectionTest? _test;

    /// <summary>Where to: host, an address, or a name, which is looked up as a program in the container would.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionTargetCompleter))]
    public string To { get; set; } = "";

    /// <summary>The port; without it the name is looked up, and nothing more.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>tcp or udp.</summary>
    [Parameter]
    [ValidateSet("tcp", "udp")]
    public string Protocol { get; set; } = "tcp";

    /// <summary>How many seconds each step may take: each name server, each address.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 5;

    /// <summary>What is sent: a text, as UTF-8, or bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Send { get; set; }

    /// <summary>How many bytes are read of what comes back first; without it 1024, and none over TCP where nothing is sent.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int ReadBytes { get; set; }

    /// <summary>Tries it from the host.</summary>
    [Parameter]
    public SwitchParameter FromHost { get; set; }

    /// <summary>Gives true or false instead of the record.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    // Where only the host is asked for no container is.
    private protected override bool Wants(ContainerSummary listed) => !FromHost;

    private protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        if (Port == 0 && IpText.TryParse(To, out _)) throw ContainerNetException.Create(ErrorId.ParameterConflict, To, Text.Get("Connection_PortMissing"));
        var isDatagram = string.Equals(Protocol, "udp", StringComparison.OrdinalIgnoreCase);
        var read = MyInvocation.BoundParameters.ContainsKey(nameof(ReadBytes)) ? ReadBytes : Send is null && !isDatagram ? 0 : UsualBytes;
        var wish = new ConnectionWish
        {
            To = To, Port = Port, Protocol = Protocol.ToLowerInvariant(), Limit = TimeSpan.FromSeconds(TimeoutSec), ReadBytes = read, Send = Bytes(PlainText.Unwrap(Send)),
        };
        _test = new ConnectionTest(Client, token => new SnapshotCollector(Client, KernelView).CollectAsync(token), wish);
        _work = new OrderedWork<ContainerConnection>(AtOnce, Write, WriteError, StopToken);
    }

    private protected override async Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers)
    {
        foreach (var one in containers)
        {
            if (one.Error is not null) WriteError(one.Error);
            else if (one.Value is { } details) await TestAsync(new ConnectionSource(details.Name, details.Id, details.ProcessId));
        }
    }

    private protected override async Task EndAsync()
    {
        if (FromHost) await TestAsync(new ConnectionSource("host", "", KernelView.EngineProcessId));
        await _work!.DrainAsync();
    }

    private Task TestAsync(ConnectionSource source) => _work!.AddAsync(token => _test!.RunAsync(source, token));

    private void Write(ContainerConnection connection) => WriteObject(Quiet ? connection.Succeeded : connection);

    private static byte[] Bytes(object? send) => send switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ when LanguagePrimitives.TryConvertTo(send, out byte[] bytes) => bytes,
        _ => Encoding.UTF8.GetBytes(PlainText.Of(send)),
    };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _work?.Dispose();
        base.Dispose(disposing);
    }
}
