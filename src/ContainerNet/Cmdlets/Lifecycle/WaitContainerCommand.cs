using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Lifecycle;

/// <summary>Waits until containers do not run.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Container")]
[OutputType(typeof(Container))]
public sealed class WaitContainerCommand : ContainerActionCmdlet
{
    /// <summary>Seconds to wait for each container; without it as long as it takes.</summary>
    [Parameter]
    [ValidateRange(0, 4_000_000)]
    public int? TimeoutSec { get; set; }

    /// <summary>Writes each container when it has ended, with its exit code.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // Waiting costs the engine nothing, and each container's time runs from the same moment.
    private protected override int AtOnce => 256;

    private protected override bool Changes => false;

    private protected override bool WritesContainer => PassThru;

    private protected override Task ActAsync(ContainerLifecycle lifecycle, ContainerTarget target, CancellationToken cancellationToken) =>
        lifecycle.WaitAsync(target, TimeoutSec, cancellationToken);
}
