using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Modes;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Makes a container that shares the network of another, its donor, and talks to it over <c>lo</c>.</summary>
[Cmdlet(VerbsCommon.Join, "ContainerNetwork", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("New-JoinedContainer")]
[OutputType(typeof(Container), typeof(string))]
public sealed class JoinContainerNetworkCommand : NewContainerCmdlet
{
    /// <summary>The donor: a container, its name, its id, or the unique start of its id.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference? Container { get; set; }

    /// <summary>What to share: Net always, and Ipc where the donor allows it; what is named here must be shared.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SharedNamespace[]? Share { get; set; }

    private protected override ContainerMode Mode => ContainerMode.Joined;

    // A piped container is the donor: its Name is not a wish for the new one.
    private protected override string? RequestedName => ContainerReference.IsContainer(InputObject) && !IsGiven(nameof(Name)) ? null : Name;

    private string DonorText => Container is { IsForeign: false } donor ? donor.Id ?? donor.Text : throw Container!.ToForeignError();

    private protected override void RefuseContainerRecord()
    {
    }

    private protected override ModePlan CreatePlan() => new JoinedPlan(Client, DonorText, Share);
}
