using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the published ports of containers, and whether a process takes what arrives at them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerPort")]
[OutputType(typeof(ContainerPublishedPort))]
public sealed class GetContainerPortCommand : RunningContainerCmdlet
{
    private readonly NamespaceService _namespaces = new();
    private OwnPorts _own = OwnPorts.None;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Only what is published on these ports of the host.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] HostPort { get; set; } = [];

    /// <summary>Where the kernel cannot be read, what the engine alone knows, with Listening Unknown, instead of an error.</summary>
    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    private protected override bool WorksWithoutKernel => AllowPartial;

    private protected override bool Wants(ContainerSummary listed) => Array.Exists(listed.Ports, Wants) || _own.Of(listed.Id).Any(Wants);

    private protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        _own = await new GuardKeeper(Client, new GuardService()).ReadPortsAsync(StopToken);
    }

    private protected override async Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers)
    {
        var publishers = new List<Found<ContainerDetails>>();
        foreach (var container in containers)
        {
            var publisher = await FindPublisherAsync(container);
            if (publisher.Value is not { } holder) publishers.Add(publisher);
            else if (_written.Add(holder.Id)) publishers.Add(publisher with { Value = holder with { Ports = _own.Complete(holder) } });

            // A joined container has none of the engine, but may have some of ours.
            if (publisher.Value is { } donor && container.Value is { } joined && joined.Id != donor.Id && _written.Add(joined.Id))
                publishers.Add(container with { Value = joined with { Ports = _own.Complete(joined), Endpoints = donor.Endpoints } });
        }

        if (publishers.Count == 0) return;
        var names = ProcessView.AtHand ? (await Running.ListAsync(StopToken)).ToDictionary(static one => one.Id, static one => one.Name) : null;
        var found = await Task.Run(() => new PublishedPortReader(_namespaces, AllowPartial).Read(publishers, names, StopToken), StopToken);
        WriteAll(found, ports => WriteObject(ports.Where(port => HostPort.Length == 0 || HostPort.Contains(port.HostPort)), enumerateCollection: true));
    }

    private async Task<Found<ContainerDetails>> FindPublisherAsync(Found<ContainerDetails> container)
    {
        if (container.Value is null) return container;
        try
        {
            var finder = new PublisherFinder(Client, KernelView.AtHand ? _namespaces : null);
            return container with { Value = await finder.FindAsync(container.Value, container.Given, StopToken) };
        }
        catch (ContainerNetException exception)
        {
            return new(container.Given, null, exception);
        }
    }

    private bool Wants(PublishedPort port) => HostPort.Length == 0 || HostPort.Contains(port.HostPort);
}
