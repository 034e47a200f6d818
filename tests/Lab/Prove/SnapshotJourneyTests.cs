using ContainerNet.Lab.Inspect;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Prove;

/// <summary>Snapshots as text, in files and in other sessions, and what is left where the kernel is not at hand.</summary>
public sealed class SnapshotJourneyTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-test-");

    [Fact]
    public void By_object_by_text_by_file_and_from_a_remote_session_the_file_is_the_same()
    {
        _scene.RunEveryMode();
        Invoke("""
            $snapshot = Get-ContainerNetworkSnapshot
            $snapshot | Export-ContainerNetworkSnapshot "$folder/object.json"
            Export-ContainerNetworkSnapshot "$folder/text.json" -Snapshot ([System.IO.File]::ReadAllText("$folder/object.json"))
            Export-ContainerNetworkSnapshot "$folder/file.json" -Snapshot "$folder/object.json"
            $sent = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($snapshot, 1))
            Export-ContainerNetworkSnapshot "$folder/sent.json" -Snapshot $sent
            """);
        foreach (var name in new[] { "text", "file", "sent" }) lab.Inside.Run("cmp", At("object.json"), At($"{name}.json"));

        Assert.Equal("600", lab.Inside.Run("stat", "--format", "%a", At("object.json")));
        Assert.Equal(lab.Inside.Docker("ps", "--all", "--quiet").Split('\n').Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            lab.Inside.Run("jq", ".Containers | length", At("object.json")));
        Assert.Equal("[\"Bridged\",\"Closed\",\"Host\",\"Joined\"]", lab.Inside.Run("jq", "-c", "[.Containers[].Mode] | unique", At("object.json")));
    }

    [Fact]
    public void A_file_is_replaced_when_that_is_said_and_stays_under_WhatIf()
    {
        File.WriteAllText(At("a.json"), "old");

        Assert.Equal(["FileExists"], _scene.Invoke($"Export-ContainerNetworkSnapshot {At("a.json")}").ErrorIds);
        Assert.Empty(Invoke("Export-ContainerNetworkSnapshot \"$folder/a.json\" -Force -WhatIf"));
        Assert.Equal("old", File.ReadAllText(At("a.json")));
        Assert.Equal(At("a.json"), Assert.Single(Invoke("(Export-ContainerNetworkSnapshot \"$folder/a.json\" -Force -PassThru).FullName")));
        Assert.Equal("1", lab.Inside.Run("jq", ".Schema", At("a.json")));
    }

    [Fact]
    public void With_a_snapshot_in_hand_no_engine_is_needed()
    {
        Invoke("Export-ContainerNetworkSnapshot \"$folder/a.json\"");
        Invoke("Export-ContainerNetworkSnapshot \"$folder/b.json\" -Snapshot \"$folder/a.json\" -Engine unix:///nowhere.sock");

        Assert.True(File.Exists(At("b.json")));
    }

    [Fact]
    public void Without_rights_there_is_what_the_engine_knows_and_a_warning()
    {
        _scene.Run("cn-web", []);
        var output = lab.Inside.Run("setpriv", "--bounding-set=-all", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"), "-Command",
            $"Import-Module {RepositoryRoot.Combine("ContainerNet.psd1")}; $s = Get-ContainerNetworkSnapshot -WarningVariable w -WarningAction SilentlyContinue; "
            + "\"$($s.Containers.Name) $($s.Namespaces.Count) $($s.RuleSets.Count) $($w.Count) $($s.Warnings)\"");

        Assert.Matches("^cn-web 0 0 1 .*CAP_", output);
    }

    [Fact]
    public async Task While_containers_come_and_go_snapshots_are_taken_and_nothing_is_left_open()
    {
        _scene.RunEveryMode();
        Invoke("foreach ($i in 1..3) { $null = Get-ContainerNetworkSnapshot }");
        var before = OwnProcess.OpenFiles();
        using var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) lab.Inside.Docker("run", "--rm", "--name", $"cn-churn{i}", LabImages.Busybox, "true");
        }, TestContext.Current.CancellationToken);

        var result = _scene.Invoke("foreach ($i in 1..60) { (Get-ContainerNetworkSnapshot -WarningAction SilentlyContinue).Namespaces.Where{ $_.Sockets.Owner -contains 'cn-web' }.Count }");
        await stop.CancelAsync();
        await churn;

        Assert.Equal(Enumerable.Repeat("1", 60), result.OrThrow().Select(static one => $"{one}"));
        Assert.InRange(OwnProcess.OpenFiles() - before, int.MinValue, 4);
        Assert.Single(OwnProcess.Networks());
    }

    public void Dispose()
    {
        _scene.Dispose();
        _folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string[] Invoke(string script) =>
        [.. lab.Session.Invoke($"param($folder) {script}", _folder.FullName).OrThrow().Select(static one => $"{one}")];
}
