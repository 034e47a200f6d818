using System.Management.Automation;
using ContainerNet.Services.Modes;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Makes a container in the host's own network namespace: it sees and may use every interface and port of the host.</summary>
[Cmdlet(VerbsCommon.New, "HostContainer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Container), typeof(string))]
public sealed class NewHostContainerCommand : NewContainerCmdlet
{
    /// <summary>The host name the container sees; the host's own where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Hostname { get; set; }

    private protected override ContainerMode Mode => ContainerMode.Host;

    private protected override string? RequestedHostname => Hostname;

    private protected override ModePlan CreatePlan() => new HostPlan();
}
