using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>A cmdlet that is pointed at published ports: by container and port, or by what <c>Get-ContainerPort</c> writes. Those of one container are
/// dealt with at once, when all are known.</summary>
public abstract class PublishedPortCmdlet : EngineCmdlet
{
    private readonly Dictionary<string, (ContainerTarget Target, List<PortSelection> Ports)> _all = new(StringComparer.Ordinal);
    private ContainerServices? _services;

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, container objects, or published ports.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>Ports of the host: <c>8080</c>, <c>8000-8010</c>, <c>53/udp</c>.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HostPortCompleter))]
    public string[] HostPort { get; set; } = [];

    /// <summary>Only those at this address of the host.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? HostIP { get; set; }

    /// <summary>Only those of this protocol.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string? Protocol { get; set; }

    /// <summary>All ports of the containers.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>What is done with the ports, for <c>-WhatIf</c>.</summary>
    private protected abstract string Describe(string ports);

    /// <summary>Does it.</summary>
    private protected abstract Task ActAsync(ContainerServices services, ContainerTarget target, IReadOnlyCollection<PortSelection> ports);

    private protected override async Task ProcessAsync()
    {
        foreach (var reference in Container)
        {
            await TryAsync(async () =>
            {
                var ports = Selections();
                foreach (var target in await ContainerResolver.ResolveAsync(Client, reference, MyInvocation.ExpectingInput, StopToken))
                {
                    if (!_all.TryGetValue(target.Id, out var known)) _all[target.Id] = known = (target, []);
                    known.Ports.AddRange(ports.Where(port => !known.Ports.Contains(port)));
                }
            });
        }
    }

    private protected override async Task EndAsync()
    {
        foreach (var (target, ports) in _all.Values) await TryAsync(() => ActIfAgreedAsync(target, ports));
        if (_services is not null) await SweptAsync(_services.Guards.SweepAsync(StopToken));
    }

    private async Task ActIfAgreedAsync(ContainerTarget target, List<PortSelection> ports)
    {
        if (!ShouldProcess(target.Name, Describe(string.Join(", ", ports)))) return;
        _services ??= new ContainerServices(Client);
        await ActAsync(_services, target, ports);
        WarnSetAside(_services);
    }

    private PortSelection[] Selections()
    {
        if (All) return [PortSelection.All with { HostIP = HostIP, Protocol = Protocol }];
        if (HostPort.Length == 0) throw ContainerNetException.Create(ErrorId.ParameterConflict, "-HostPort", Text.Get("Conflict_WithoutHostPort"));
        return [.. HostPort.SelectMany(PortSelection.Parse).Select(port => port with { HostIP = HostIP, Protocol = Protocol ?? port.Protocol })];
    }
}
