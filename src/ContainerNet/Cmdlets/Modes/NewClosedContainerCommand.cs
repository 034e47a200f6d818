using System.Management.Automation;
using ContainerNet.Services.Modes;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Makes a container with a network namespace of its own that holds <c>lo</c> only: nothing in, nothing out.</summary>
[Cmdlet(VerbsCommon.New, "ClosedContainer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Container), typeof(string))]
public sealed class NewClosedContainerCommand : NewContainerCmdlet
{
    /// <summary>The host name the container sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Hostname { get; set; }

    private protected override ContainerMode Mode => ContainerMode.Closed;

    private protected override string? RequestedHostname => Hostname;

    private protected override ModePlan CreatePlan() => new ClosedPlan();
}
