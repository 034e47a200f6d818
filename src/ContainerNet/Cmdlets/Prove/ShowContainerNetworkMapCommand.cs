using System.Management.Automation;
using System.Management.Automation.Host;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Map;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Draws how containers, networks and the host hang together, for a terminal.</summary>
[Cmdlet(VerbsCommon.Show, "ContainerNetworkMap")]
[OutputType(typeof(NetworkMapLine))]
public sealed class ShowContainerNetworkMapCommand : SnapshotCmdlet
{
    private const int Usual = 80;
    private const int Widest = 120;

    /// <summary>A snapshot that was taken before: an object, the path of a file, or JSON text; without it one is taken now.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

    /// <summary>The longest line, in columns; without it that of the window, 120 at most.</summary>
    [Parameter]
    [ValidateRange(MapText.Narrowest, 10000)]
    public int Width { get; set; }

    // With a snapshot in hand no engine is needed.
    private protected override Task BeginAsync() => Snapshot is null && !MyInvocation.ExpectingInput ? base.BeginAsync() : Task.CompletedTask;

    private protected override async Task ProcessAsync()
    {
        var map = MapBuilder.Build(Snapshot?.Read(SessionState) ?? await TakeSnapshotAsync());
        foreach (var line in MapText.Draw(map, Width > 0 ? Width : WindowWidth())) WriteObject(line);
    }

    // The last column of a window is left free: some begin a new line there.
    private int WindowWidth()
    {
        try
        {
            return Host.UI?.RawUI?.WindowSize.Width is > MapText.Narrowest and var width ? Math.Min(width - 1, Widest) : Usual - 1;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            // Of a host without a window.
            return Usual - 1;
        }
    }
}
