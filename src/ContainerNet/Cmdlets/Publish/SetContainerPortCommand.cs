using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Says who may get to published ports, whoever published them.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerPort", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetContainerPortCommand : PublishedPortCmdlet
{
    /// <summary>The networks that may; nothing where everybody may.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? AllowFrom { get; set; }

    private protected override string Describe(string ports) => Text.Format("Should_SetAccess", ports, AllowFrom is { Length: > 0 } ? string.Join(", ", AllowFrom) : "*");

    private protected override Task ActAsync(ContainerServices services, ContainerTarget target, IReadOnlyCollection<PortSelection> ports) =>
        services.Ports.SetAccessAsync(target, ports, [.. (AllowFrom ?? []).Select(Cidr.Parse).Distinct()], StopToken);
}
