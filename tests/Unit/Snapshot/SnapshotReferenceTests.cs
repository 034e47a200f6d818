using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.Services;
using ContainerNet.Services.Snapshot;
using ContainerNet.Unit.Model;
using Xunit;

namespace ContainerNet.Unit.Snapshot;

/// <summary>What a -Snapshot parameter takes.</summary>
public sealed class SnapshotReferenceTests : IDisposable
{
    private static readonly NetworkSnapshot s_snapshot =
        (NetworkSnapshot)FilledRecord.Of(typeof(NetworkSnapshot)) with { Schema = NetworkSnapshot.CurrentSchema };

    private static readonly string s_text = SnapshotJson.Write(s_snapshot);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-test-");
    private readonly Runspace _runspace;

    public SnapshotReferenceTests()
    {
        var session = Sessions.WithTypes();
        session.Commands.Add(new SessionStateCmdletEntry("Read-Snapshot", typeof(ReadSnapshotCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(session);
        _runspace.Open();
        SnapshotFile.Write(Path.Combine(_folder.FullName, "[a].json"), s_snapshot, overwrite: false);
        _runspace.SessionStateProxy.Path.SetLocation(_folder.FullName);
    }

    [Theory]
    [InlineData("Read-Snapshot $given")]
    [InlineData("$given | Read-Snapshot")]
    public void The_object_itself(string script) => Assert.Same(s_snapshot, Read(script, s_snapshot));

    [Fact]
    public void Its_text() => Assert.Equal(s_text, Written("Read-Snapshot $given", $"\n  {s_text}\n"));

    [Theory]
    [InlineData("Read-Snapshot '[a].json'")]
    [InlineData("Read-Snapshot './[a].json'")]
    [InlineData("Read-Snapshot \"$PWD/[a].json\"")]
    [InlineData("Read-Snapshot ([System.IO.FileInfo]::new(\"$PWD/[a].json\"))")]
    public void A_file_wherever_the_session_is(string script) => Assert.Equal(s_text, Written(script, null));

    [Fact]
    public void What_a_remote_session_sent()
    {
        Runspace.DefaultRunspace = _runspace;
        var sent = PSSerializer.Deserialize(PSSerializer.Serialize(s_snapshot, 1));

        Assert.Equal(s_text, Written("Read-Snapshot $given", sent));
        Assert.Equal(s_text, Written("$given | Read-Snapshot", sent));
    }

    [Fact]
    public void What_a_remote_session_sent_of_a_newer_version_is_refused()
    {
        Runspace.DefaultRunspace = _runspace;
        var sent = PSSerializer.Deserialize(PSSerializer.Serialize(s_snapshot with { Schema = NetworkSnapshot.CurrentSchema + 1 }, 1));

        Assert.Equal(ErrorId.SnapshotTooNew, Fails("Read-Snapshot $given", sent).Id);
    }

    [Theory]
    [InlineData("Read-Snapshot none.json", "FileNotFound")]
    [InlineData("Read-Snapshot none:/a.json", "FileNotFound")]
    [InlineData("Read-Snapshot Variable:/a", "FileNotFound")]
    [InlineData("Read-Snapshot '{ }'", "SnapshotInvalid")]
    [InlineData("Read-Snapshot 5", "SnapshotInvalid")]
    [InlineData("Read-Snapshot $null", "SnapshotInvalid")]
    [InlineData("Read-Snapshot @{ Schema = 1 }", "SnapshotInvalid")]
    [InlineData("[pscustomobject]@{ Schema = 1; Engine = 'x' } | Read-Snapshot", "SnapshotInvalid")]
    public void Nothing_else(string script, string id) => Assert.Equal(id, Fails(script, null).Id.ToString());

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Written(string script, object? given) => SnapshotJson.Write((NetworkSnapshot)Read(script, given));

    private ContainerNetException Fails(string script, object? given) => (ContainerNetException)Read(script, given);

    private object Read(string script, object? given)
    {
        using var shell = PowerShell.Create(_runspace);
        return Assert.Single(shell.AddScript($"param($given) {script}").AddArgument(given).Invoke()).BaseObject;
    }
}
