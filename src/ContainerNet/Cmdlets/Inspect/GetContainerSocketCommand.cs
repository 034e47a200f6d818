using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the internet sockets of containers, with the processes and containers that have them open, read from the kernel.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerSocket")]
[OutputType(typeof(ContainerSocket))]
public sealed class GetContainerSocketCommand : RunningContainerCmdlet
{
    private readonly NamespaceService _namespaces = new();

    /// <summary>Only those that wait: for connections (tcp) or for packets (udp, raw).</summary>
    [Parameter]
    public SwitchParameter Listening { get; set; }

    /// <summary>Only these protocols.</summary>
    [Parameter]
    [ValidateSet("tcp", "udp", "raw")]
    public string[] Protocol { get; set; } = ["tcp", "udp", "raw"];

    /// <summary>Only sockets in these states.</summary>
    [Parameter]
    public SocketState[] State { get; set; } = [];

    /// <summary>Only sockets bound to these ports.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int[] LocalPort { get; set; } = [];

    private protected override async Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers)
    {
        var names = (await Running.ListAsync(StopToken)).ToDictionary(static one => one.Id, static one => one.Name);
        WriteAll(await Task.Run(() => Read(containers, names), StopToken), Write);
    }

    private List<Found<NamespaceReading<ContainerSocket>>> Read(IReadOnlyList<Found<ContainerDetails>> containers, Dictionary<string, string> names)
    {
        var found = NamespaceGroups.Read(_namespaces, containers, processId => Array.FindAll(SocketReader.Read(processId), Wants), StopToken);
        var sockets = found.Where(static one => one.Value is not null).SelectMany(static one => one.Value!.Items).ToArray();
        var ownership = SocketOwnership.Find(sockets, names, StopToken);
        return [.. found.Select(one => one.Value is { } reading ? one with { Value = reading with { Items = [.. reading.Items.Select(ownership.Complete)] } } : one)];
    }

    private void Write(NamespaceReading<ContainerSocket> reading)
    {
        foreach (var socket in reading.Items) WriteObject(socket with { ContainerName = reading.Container.Name, ContainerId = reading.Container.Id });
    }

    private bool Wants(ContainerSocket socket) =>
        Protocol.Contains(socket.Protocol, StringComparer.OrdinalIgnoreCase)
        && (LocalPort.Length == 0 || LocalPort.Contains(socket.LocalPort))
        && (State.Length == 0 || State.Any(state => state.ToString() == socket.State))
        && (!Listening || socket.IsListening);
}
