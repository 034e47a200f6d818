using System.Text.Json;
using ContainerNet.Services;
using ContainerNet.Services.Snapshot;
using ContainerNet.Unit.Model;
using Xunit;

namespace ContainerNet.Unit.Snapshot;

public class SnapshotJsonTests
{
    private const string Least = """{ "Schema": 1, "Engine": { "Uri": "unix:///x.sock" } """;

    private static NetworkSnapshot Full => (NetworkSnapshot)FilledRecord.Of(typeof(NetworkSnapshot)) with { Schema = NetworkSnapshot.CurrentSchema };

    [Fact]
    public void Every_field_survives()
    {
        var (original, differences) = (Full, new List<string>());

        FilledRecord.Compare("snapshot", original, Read(SnapshotJson.Write(original)), differences);

        Assert.Empty(differences);
    }

    [Fact]
    public void The_mode_of_a_container_survives() => Assert.All(Enum.GetValues<ContainerMode>(), static mode =>
    {
        var container = new Container { Id = "1", Name = "web", Image = "x", NetworkMode = "x", State = "Running", ModeKind = mode };

        Assert.Equal(mode, Read(SnapshotJson.Write(Full with { Containers = [container] })).Containers[0].ModeKind);
    });

    [Fact]
    public void What_was_read_is_written_with_the_same_bytes()
    {
        var text = SnapshotJson.Write(Full);

        Assert.Equal(text, SnapshotJson.Write(Read(text)));
    }

    [Fact]
    public void The_order_of_labels_makes_no_difference()
    {
        var container = (Container)FilledRecord.Of(typeof(Container));
        string Written(Dictionary<string, string> labels) => SnapshotJson.Write(Full with { Containers = [container with { Labels = labels }] });

        Assert.Equal(Written(new() { ["a"] = "1", ["b"] = "2", ["B"] = "3" }), Written(new() { ["B"] = "3", ["b"] = "2", ["a"] = "1" }));
    }

    [Fact]
    public void Properties_stand_in_the_order_they_are_declared()
    {
        using var json = JsonDocument.Parse(SnapshotJson.Write(Full));

        Assert.Equal(typeof(NetworkSnapshot).GetProperties().Select(static property => property.Name), json.RootElement.EnumerateObject().Select(static member => member.Name));
    }

    [Fact]
    public void What_an_older_version_did_not_write_has_its_default()
    {
        var snapshot = Read($$"""{{Least}}, "Namespaces": [ { "Inode": 5, "Interfaces": [ { "Name": "lo", "Index": 1, "Addresses": [ { "Family": "inet", "Address": "127.0.0.1", "PrefixLength": 8 } ] } ] } ] }""");
        var link = Assert.Single(Assert.Single(snapshot.Namespaces).Interfaces);

        Assert.Empty(snapshot.Containers);
        Assert.Empty(snapshot.Namespaces[0].Settings);
        Assert.Equal(("default", "Kernel", ""), (link.Group, link.Source, link.Bridge));
        Assert.Equal(uint.MaxValue, link.Addresses[0].ValidLifetime);
    }

    [Fact]
    public void What_is_not_known_is_passed_over() => Assert.Equal("h", Read($$"""{{Least}}, "HostName": "h", "Later": [ { "x": null } ] }""").HostName);

    [Fact]
    public void A_newer_schema_is_refused_whatever_else_is_in_it()
    {
        var error = Fails("""{ "Later": 1, "Schema": 2, "Engine": [], "Containers": 5 }""");

        Assert.Equal((ErrorId.SnapshotTooNew, "given"), (error.Id, error.Target));
        Assert.Matches("name.* 2 .* 1", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "Schema": 0 }""")]
    [InlineData("""{ "Schema": "1", "Engine": { "Uri": "x" } }""")]
    [InlineData("""{ "Schema": 1.5, "Engine": { "Uri": "x" } }""")]
    [InlineData("""{ "Schema": 1, "Schema": 1, "Engine": { "Uri": "x" } }""")]
    [InlineData("""{ "Schema": 1 }""")]
    [InlineData("""{ "Schema": 1, "Engine": null }""")]
    [InlineData("""{ "Schema": 1, "Engine": { "Uri": null } }""")]
    [InlineData(Least)]
    [InlineData(Least + """, "Containers": null }""")]
    [InlineData(Least + """, "Containers": [ null ] }""")]
    [InlineData(Least + """, "Containers": [ "web" ] }""")]
    [InlineData(Least + """, "Namespaces": [ { "Inode": 1, "Settings": { "net.ipv4.ip_forward": 1 } } ] }""")]
    [InlineData(Least + """, "Namespaces": [ { "Inode": "1" } ] }""")]
    [InlineData(Least + """, "Namespaces": [ { } ] }""")]
    [InlineData(Least + """, "Warnings": [ null ] }""")]
    public void What_is_no_snapshot_is_refused(string json) => Assert.Equal((ErrorId.SnapshotInvalid, "given"), (Fails(json).Id, Fails(json).Target));

    private static ContainerNetException Fails(string json) => Assert.Throws<ContainerNetException>(() => Read(json));

    private static NetworkSnapshot Read(string json) => SnapshotJson.Read(json, "name", "given");
}
