using System.Management.Automation;
using ContainerNet.Services;
using ContainerNet.Services.Files;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that writes a snapshot to a file, or what is made of one.</summary>
public abstract class SnapshotExportCmdlet : SnapshotCmdlet
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

    /// <summary>What is done, as <c>-WhatIf</c> says it.</summary>
    private protected abstract string Action { get; }

    /// <summary>What writes a snapshot to a file of this full path.</summary>
    /// <exception cref="ContainerNetException">Nothing is written to files of that name.</exception>
    private protected abstract Action<NetworkSnapshot> WriterTo(string path);

    // With a snapshot in hand no engine is needed.
    private protected override Task BeginAsync() => Snapshot is null && !MyInvocation.ExpectingInput ? base.BeginAsync() : Task.CompletedTask;

    private protected sealed override async Task ProcessAsync()
    {
        var path = FilePath.Resolve(SessionState, Path);
        var write = WriterTo(path);
        var given = Snapshot?.Read(SessionState);
        WholeFile.RequireFree(path, Force);
        if (!ShouldProcess(path, Action)) return;
        write(given ?? await TakeSnapshotAsync());
        if (PassThru) WriteObject(new FileInfo(path));
    }
}
