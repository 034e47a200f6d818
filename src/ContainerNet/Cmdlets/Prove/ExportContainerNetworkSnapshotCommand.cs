using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Files;
using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Writes a snapshot to a file, for an analysis later or on another machine.</summary>
[Cmdlet(VerbsData.Export, "ContainerNetworkSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportContainerNetworkSnapshotCommand : SnapshotCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>A snapshot that was taken before: an object, the path of a file, or JSON text; without it one is taken now.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // With a snapshot in hand no engine is needed.
    private protected override Task BeginAsync() => Snapshot is null && !MyInvocation.ExpectingInput ? base.BeginAsync() : Task.CompletedTask;

    private protected override async Task ProcessAsync()
    {
        var path = FilePath.Resolve(SessionState, Path);
        var given = Snapshot?.Read(SessionState);
        WholeFile.RequireFree(path, Force);
        if (!ShouldProcess(path, Text.Get("Should_ExportSnapshot"))) return;
        var snapshot = given ?? await TakeSnapshotAsync();
        SnapshotFile.Write(path, snapshot, Force);
        if (PassThru) WriteObject(new FileInfo(path));
    }
}
