using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Publishes ports on running containers.</summary>
[Cmdlet(VerbsData.Publish, "ContainerPort", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerPublishedPort))]
public sealed class PublishContainerPortCommand : ContainerTargetCmdlet
{
    private ContainerServices? _services;
    private bool _leavesStale;

    /// <summary>Ports to publish, in the grammar of docker's <c>-p</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("p")]
    [PublishTransformation]
    public string[] Publish { get; set; } = [];

    /// <summary>The networks that may get to the ports; without it everybody may.</summary>
    [Parameter]
    public string[] AllowFrom { get; set; } = [];

    /// <summary>Writes each port that was published.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool InspectsFirst => true;

    private protected override async Task ProcessContainerAsync(ContainerTarget target)
    {
        var request = new PublishRequest(target.Name, PublishParser.ParseAll(Publish), [.. AllowFrom.Select(Cidr.Parse).Distinct()]);
        if (!ShouldProcess(target.Name, Text.Format("Should_Publish", string.Join(", ", request.Mappings.AsEnumerable()))))
        {
            // A name that is not there is an error under -WhatIf too.
            await target.NamedAsync(() => Client.Containers.InspectAsync(target.Id, StopToken));
            return;
        }

        _services ??= new ContainerServices(Client);
        var published = await _services.Ports.PublishAsync(target, request, StopToken);
        WarnSetAside(_services);
        _leavesStale |= published.LeavesStale;
        if (PassThru) WriteObject(await _services.Ports.DescribeAsync(target, published, StopToken), enumerateCollection: true);
    }

    private protected override Task EndAsync() => _services is null || !_leavesStale ? Task.CompletedTask : SweptAsync(_services.Guards.SweepAsync(StopToken));
}
