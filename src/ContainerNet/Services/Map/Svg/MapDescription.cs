namespace ContainerNet.Services.Map.Svg;

/// <summary>A map in words, for those who have it read to them. Pure.</summary>
internal static class MapDescription
{
    // What is folded for the eye is folded for the ear.
    private const int Limit = 12;

    public static string Of(NetworkMap map)
    {
        var sentences = new List<string> { $"{map.Engine}: {MapWords.Summary(map)}." };
        sentences.AddRange(map.Faults.Select(static fault => $"{fault}."));
        foreach (var section in MapSections.Of(map, Limit))
        {
            var title = section.Network is null ? MapWords.Title(section) : $"{MapWords.Title(section)}, {MapWords.Network(section.Network)}";
            var cells = section.Cells.Select(static cell => cell.IsFolded ? $"{MapWords.Folded(cell)}, {cell.Range}" : Cell(cell));
            sentences.Add($"{title}: {string.Join("; ", cells)}.");
        }

        return string.Join(' ', sentences);
    }

    private static string Cell(MapCell cell)
    {
        var (space, faults) = (cell.Space, MapWords.Faults(cell.Space, cell.Link).Concat(cell.Space.Ports.SelectMany(static port => port.Faults)));
        string[] parts = [string.Join(" + ", space.Containers.Select(static one => one.Name)), MapWords.Addresses(cell.Link), .. space.Ports.Select(static port => MapWords.Port(port, "→")), .. faults];
        return string.Join(", ", parts.Where(static part => part.Length > 0));
    }
}
