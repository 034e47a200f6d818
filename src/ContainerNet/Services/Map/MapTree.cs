namespace ContainerNet.Services.Map;

/// <summary>A line of the map for a terminal, and the lines below it.</summary>
/// <param name="Kind">What stands in it.</param>
/// <param name="Pieces">Its text in pieces, with their colours.</param>
internal sealed record MapTree(string Kind, params (string Text, string Colour)[] Pieces)
{
    public MapContainer? Container { get; init; }

    public List<MapTree> Below { get; init; } = [];

    /// <summary>The lines, no wider than the terminal.</summary>
    public IEnumerable<NetworkMapLine> Print(int width) => Print("", "", width);

    private IEnumerable<NetworkMapLine> Print(string own, string below, int width)
    {
        yield return Line(own, width);
        for (var i = 0; i < Below.Count; i++)
        {
            var isLast = i == Below.Count - 1;
            foreach (var line in Below[i].Print(below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  "), width)) yield return line;
        }
    }

    private NetworkMapLine Line(string branch, int width)
    {
        var pieces = new List<(string Text, string Colour)> { (branch, MapColours.Dim) };
        var left = width - TextWidth.Of(branch);
        foreach (var (text, colour) in Pieces)
        {
            var clipped = TextWidth.Clip(text, left);
            pieces.Add((clipped, colour));
            if (clipped != text) break;
            left -= TextWidth.Of(text);
        }

        return new NetworkMapLine
        {
            Kind = Kind, Text = string.Concat(pieces.Select(static one => one.Text)).TrimEnd(), Pieces = [.. pieces], IsFault = Kind == "Fault",
            ContainerName = Container?.Name ?? "", ContainerId = Container?.Id ?? "",
        };
    }
}
