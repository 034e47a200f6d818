using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Lifecycle;

/// <summary>Starts containers.</summary>
[Cmdlet(VerbsLifecycle.Start, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StartContainerCommand : ContainerActionCmdlet
{
    /// <summary>Writes each container when it has started.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool WritesContainer => PassThru;

    private protected override Task ActAsync(ContainerLifecycle lifecycle, ContainerTarget target, CancellationToken cancellationToken) =>
        lifecycle.StartAsync(target, cancellationToken);
}
