using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;

namespace ContainerNet.Unit.Snapshot;

/// <summary>Reads what its parameter is given, and writes the snapshot, or the id of the error and its target.</summary>
[Cmdlet(VerbsCommunications.Read, "Snapshot")]
public sealed class ReadSnapshotCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(Snapshot!.Read(SessionState));
        }
        catch (ContainerNetException exception)
        {
            WriteObject(exception);
        }
    }
}
