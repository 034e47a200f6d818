using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Lifecycle;

/// <summary>Stops containers.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StopContainerCommand : ContainerActionCmdlet
{
    /// <summary>Seconds a container may take to end before it is killed; without it the container's own grace time (10 s as a rule).</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? TimeoutSec { get; set; }

    /// <summary>Lets a wildcard touch containers that ContainerNet did not make.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes each container when it has stopped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool SparesForeign => !Force;

    private protected override bool WritesContainer => PassThru;

    private protected override Task ActAsync(ContainerLifecycle lifecycle, ContainerTarget target, CancellationToken cancellationToken) =>
        lifecycle.StopAsync(target, TimeoutSec, cancellationToken);
}
