using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Writes a snapshot to a file, for an analysis later or on another machine.</summary>
[Cmdlet(VerbsData.Export, "ContainerNetworkSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerNetworkSnapshotCommand : SnapshotExportCmdlet
{
    private protected override string Action => Text.Get("Should_ExportSnapshot");

    private protected override Action<NetworkSnapshot> WriterTo(string path) => snapshot => SnapshotFile.Write(path, snapshot, Force);
}
