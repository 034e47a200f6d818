using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Takes away ports that <c>Publish-ContainerPort</c> published.</summary>
[Cmdlet(VerbsData.Unpublish, "ContainerPort", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnpublishContainerPortCommand : PublishedPortCmdlet
{
    /// <summary>Lets what is open through the ports go on.</summary>
    [Parameter]
    public SwitchParameter KeepFlows { get; set; }

    private protected override string Describe(string ports) => Text.Format("Should_Unpublish", ports);

    private protected override Task ActAsync(ContainerServices services, ContainerTarget target, IReadOnlyCollection<PortSelection> ports) =>
        services.Ports.UnpublishAsync(target, ports, KeepFlows, StopToken);
}
