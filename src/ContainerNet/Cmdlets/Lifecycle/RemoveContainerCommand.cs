using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Lifecycle;

/// <summary>Removes containers.</summary>
[Cmdlet(VerbsCommon.Remove, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveContainerCommand : ContainerActionCmdlet
{
    /// <summary>Removes running containers too, and lets a wildcard touch containers that ContainerNet did not make.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Removes the containers' anonymous volumes with them.</summary>
    [Parameter]
    public SwitchParameter RemoveVolume { get; set; }

    private protected override bool SparesForeign => !Force;

    private protected override Task ActAsync(ContainerLifecycle lifecycle, ContainerTarget target, CancellationToken cancellationToken) =>
        lifecycle.RemoveAsync(target, Force, RemoveVolume, cancellationToken);
}
