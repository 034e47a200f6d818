using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Map;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Draws how containers, networks and the host hang together, into a file: a picture (SVG), a graph (Mermaid, dot), or data (JSON).</summary>
[Cmdlet(VerbsData.Export, "ContainerNetworkMap", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerNetworkMapCommand : SnapshotExportCmdlet
{
    private protected override string Action => Text.Get("Should_ExportMap");

    private protected override Action<NetworkSnapshot> WriterTo(string path)
    {
        var write = MapFile.WriterOf(path);
        return snapshot => MapFile.Write(path, write(MapBuilder.Build(snapshot)), Force);
    }
}
