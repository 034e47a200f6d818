using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Takes a snapshot of all that decides about the packets of the engine's containers.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerNetworkSnapshot")]
[OutputType(typeof(NetworkSnapshot), typeof(string))]
public sealed class GetContainerNetworkSnapshotCommand : SnapshotCmdlet
{
    /// <summary>Gives the snapshot as JSON text.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    private protected override async Task EndAsync()
    {
        var snapshot = await TakeSnapshotAsync();
        WriteObject(AsJson ? SnapshotJson.Write(snapshot) : snapshot);
    }
}
