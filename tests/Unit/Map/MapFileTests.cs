using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using ContainerNet.Services;
using ContainerNet.Services.Map;
using ContainerNet.Services.Map.Svg;
using ContainerNet.Services.Snapshot;
using ContainerNet.Unit.Design;
using Xunit;

namespace ContainerNet.Unit.Map;

public class MapFileTests
{
    private const string Hostile = "a\"b'<script>alert(1)</script>&amp;`x`]|{}\\n\x1b;#%%\u2028";

    private readonly MapScene _scene = MapScene.OfEveryMode();

    public static TheoryData<string> Forms => [".svg", ".mmd", ".dot", ".json"];

    /// <summary>To be written anew where a change is meant: see the message.</summary>
    [Theory]
    [InlineData("every-mode.mmd")]
    [InlineData("every-mode.dot")]
    public void A_graph_is_what_it_was(string file)
    {
        _scene.LeaveBehind("stale", "web");
        var path = Path.Combine(SourceTree.Root, "tests", "Unit", "Map", "Golden", file);
        var written = Write(Path.GetExtension(file));
        if (Environment.GetEnvironmentVariable("CONTAINERNET_WRITE_GOLDEN") == "1") File.WriteAllText(path, written);

        Assert.True(File.ReadAllText(path) == written, $"{file} is another. Look at what it draws (dot -Tsvg; mermaid.live), and write it with CONTAINERNET_WRITE_GOLDEN=1.");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_same_snapshot_gives_the_same_bytes(string form)
    {
        var (first, culture) = (Write(form), CultureInfo.CurrentCulture);
        try
        {
            // Numbers and dates have another form there.
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            var again = SnapshotJson.Read(SnapshotJson.Write(_scene.Snapshot()), "x", "x");
            Assert.Equal(first, MapFile.WriterOf($"x{form}")(MapBuilder.Build(again)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    public void A_picture_is_well_formed_and_told_in_words(int containers)
    {
        for (var i = 0; i < containers; i++) _scene.Add($"web-{i}", ContainerMode.Bridged, i % 3 == 0 ? "backend" : "bridge", i % 10 == 0 ? MapScene.Port("0.0.0.0", 9000 + i) : null);
        var picture = XDocument.Parse(Write(".svg")).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";

        Assert.Equal("img", (string?)picture.Attribute("role"));
        Assert.Contains("host1", picture.Element(svg + "title")!.Value, StringComparison.Ordinal);
        Assert.Contains("web", picture.Element(svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", picture.Element(svg + "style")!.Value, StringComparison.Ordinal);
        // Nothing stands beyond the edge.
        var (width, height) = ((int)picture.Attribute("width")!, (int)picture.Attribute("height")!);
        Assert.All(picture.Descendants(svg + "rect").Where(static one => one.Attribute("x") is not null), one => Assert.True(
            (int)one.Attribute("x")! + (int)one.Attribute("width")! <= width && (int)one.Attribute("y")! + (int)one.Attribute("height")! <= height, $"{one}"));
    }

    [Fact]
    public void No_cell_stands_on_another()
    {
        for (var i = 0; i < 100; i++) _scene.Add($"web-{i}", ContainerMode.Bridged, "bridge", i % 4 == 0 ? MapScene.Port("0.0.0.0", 9000 + i) : null, image: $"image{i % 7}");
        XNamespace svg = "http://www.w3.org/2000/svg";
        var cells = XDocument.Parse(Write(".svg")).Descendants(svg + "rect").Where(static one => (int?)one.Attribute("width") == CellBox.Width)
            .Select(static one => ((int)one.Attribute("x")!, (int)one.Attribute("y")!, (int)one.Attribute("height")!)).ToArray();

        Assert.True(cells.Length > 100);
        Assert.DoesNotContain(cells, one => cells.Any(other => one != other && Math.Abs(one.Item1 - other.Item1) < CellBox.Width && one.Item2 < other.Item2 + other.Item3 && other.Item2 < one.Item2 + one.Item3));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_a_user_has_named_stays_a_name(string form)
    {
        _scene.Change("web", static one => one with { Image = Hostile, Name = Hostile });
        _scene.Networks[1] = _scene.Networks[1] with { Driver = Hostile };
        var written = Write(form);

        Assert.DoesNotContain('\x1b', written);
        if (form == ".json") Assert.Equal(Hostile, JsonDocument.Parse(written).RootElement.GetProperty("Spaces")[0].GetProperty("Containers")[0].GetProperty("Image").GetString());
        else Assert.DoesNotContain("\"b'<script>", written.Replace("\\\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        if (form == ".svg") Assert.DoesNotContain("script", XDocument.Parse(written).Descendants().Select(static one => one.Name.LocalName));
        if (form == ".mmd") Assert.All(written.Split('\n'), static line => Assert.True(line.Count(static one => one == '"') is 0 or 2, line));
    }

    [Fact]
    public void Two_hundred_are_drawn_in_less_than_a_second()
    {
        for (var i = 0; i < 200; i++) _scene.Add($"web-{i}", ContainerMode.Bridged, "bridge", MapScene.Port("0.0.0.0", 9000 + i));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Write(".svg");

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
    }

    [Theory]
    [InlineData("host.png")]
    [InlineData("host")]
    public void Another_form_is_refused(string path) =>
        Assert.Equal((ErrorId.ArgumentInvalid, path), (Assert.Throws<ContainerNetException>(() => MapFile.WriterOf(path)).Id, path));

    private string Write(string form) => MapFile.WriterOf($"x{form}")(_scene.Map());
}
