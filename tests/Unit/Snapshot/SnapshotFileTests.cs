using ContainerNet.Services;
using ContainerNet.Services.Snapshot;
using Xunit;

namespace ContainerNet.Unit.Snapshot;

public sealed class SnapshotFileTests : IDisposable
{
    private static readonly NetworkSnapshot s_snapshot = new() { HostName = "主机", Engine = new ContainerEngine { Uri = "unix:///x.sock" } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-test-");

    [Fact]
    public void What_was_written_is_read_and_only_its_owner_may()
    {
        SnapshotFile.Write(At("a.json"), s_snapshot, overwrite: false);

        Assert.Equal("主机", SnapshotFile.Read(At("a.json"), "given").HostName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("a.json")));
        Assert.Equal([At("a.json")], Files());
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_it_may_be_replaced()
    {
        File.WriteAllText(At("a.json"), "old");

        Assert.Equal((ErrorId.FileExists, "old"), (Fails(() => SnapshotFile.Write(At("a.json"), s_snapshot, overwrite: false)).Id, File.ReadAllText(At("a.json"))));
        SnapshotFile.Write(At("a.json"), s_snapshot, overwrite: true);
        Assert.Equal("主机", SnapshotFile.Read(At("a.json"), "given").HostName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("a.json")));
        Assert.Equal([At("a.json")], Files());
    }

    [Fact]
    public void Through_a_link_the_file_it_leads_to_is_replaced()
    {
        File.WriteAllText(At("a.json"), "old");
        File.CreateSymbolicLink(At("link.json"), "a.json");

        SnapshotFile.Write(At("link.json"), s_snapshot, overwrite: true);

        Assert.Equal("a.json", new FileInfo(At("link.json")).LinkTarget);
        Assert.Equal("主机", SnapshotFile.Read(At("a.json"), "given").HostName);
    }

    /// <summary>Root could put a file in the place of a device, for everybody. The null device here is another name of it.</summary>
    [Fact]
    public void Devices_and_folders_are_never_replaced()
    {
        File.CreateSymbolicLink(At("null"), "/dev/null");

        Assert.Equal(ErrorId.FileWriteFailed, Fails(() => SnapshotFile.Write(At("null"), s_snapshot, overwrite: true)).Id);
        Assert.Equal(ErrorId.FileWriteFailed, Fails(() => SnapshotFile.Write(_folder.FullName, s_snapshot, overwrite: false)).Id);
        Assert.Equal([At("null")], Files());
    }

    [Fact]
    public void Where_there_is_no_folder_nothing_is_written() =>
        Assert.Equal(ErrorId.FileWriteFailed, Fails(() => SnapshotFile.Write(At("none/a.json"), s_snapshot, overwrite: false)).Id);

    [Fact]
    public void What_cannot_be_read_is_told_apart()
    {
        File.WriteAllText(At("text"), "no JSON");
        File.WriteAllBytes(At("bytes"), [0x7b, 0xff, 0x7d]);

        Assert.Equal(ErrorId.FileNotFound, Fails(() => SnapshotFile.Read(At("none"), "given")).Id);
        Assert.Equal(ErrorId.FileNotFound, Fails(() => SnapshotFile.Read(At("none/none"), "given")).Id);
        Assert.Equal(ErrorId.FileReadFailed, Fails(() => SnapshotFile.Read(_folder.FullName, "given")).Id);
        Assert.Equal(ErrorId.SnapshotInvalid, Fails(() => SnapshotFile.Read(At("text"), "given")).Id);
        Assert.Equal(ErrorId.SnapshotInvalid, Fails(() => SnapshotFile.Read(At("bytes"), "given")).Id);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ContainerNetException Fails(Action action) => Assert.Throws<ContainerNetException>(action);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string[] Files() => [.. Directory.GetFileSystemEntries(_folder.FullName)];
}
