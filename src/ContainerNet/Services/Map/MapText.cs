using ContainerNet.Resources;
using static ContainerNet.Services.Map.MapColours;

namespace ContainerNet.Services.Map;

/// <summary>Draws a map for a terminal: a tree of the host, its networks and what hangs on them. Pure.</summary>
internal static class MapText
{
    /// <summary>The narrowest terminal it is drawn for, in columns.</summary>
    public const int Narrowest = 40;

    // More than a screen of alike containers tell nothing that their number does not.
    private const int Limit = 40;
    private const int WidestName = 28;
    private const string Arrow = "──▶";
    private const string Gap = "  ";

    public static IEnumerable<NetworkMapLine> Draw(NetworkMap map, int width)
    {
        var host = new MapTree("Host", (MapWords.Host(map), Bold), ($"{Gap}{MapWords.Clean(map.Engine)}{Gap}{MapWords.Summary(map)}", Plain), ($"{Gap}{MapWords.Taken(map)}", Dim)) { Below = Faults(map.Faults) };
        host.Below.AddRange(map.Uplinks.Select(Uplink));
        host.Below.AddRange(MapSections.Of(map, Limit).Select(Section));
        return host.Print(width);
    }

    private static MapTree Uplink(MapUplink uplink) =>
        new("Uplink", (uplink.Name, Bold), ($"{Gap}{string.Join(", ", uplink.Addresses)}", Plain), (uplink.IsDefault ? $"{Gap}{Text.Get("Map_WayOut")}" : "", Dim)) { Below = Faults(uplink.Faults) };

    private static MapTree Section(MapSection section)
    {
        var widest = Math.Min(WidestName, section.Cells.Where(static cell => !cell.IsFolded).Select(static cell => TextWidth.Of(cell.Name)).DefaultIfEmpty().Max());
        var colour = MapColours.Of(section.Kind);
        var title = section.Network is { } network
            ? new MapTree("Network", (MapWords.Title(section), Bold), ($"{Gap}{MapWords.Network(network)}", Plain)) { Below = Faults(network.Faults) }
            : new MapTree("Group", (MapWords.Title(section), colour));
        title.Below.AddRange(section.Cells.Select(cell => Cell(cell, widest, colour)));
        return title;
    }

    private static MapTree Cell(MapCell cell, int widest, string colour)
    {
        if (cell.IsFolded) return new MapTree("Folded", (MapWords.Folded(cell), colour), ($"{Gap}{cell.Range}", Plain));
        var first = cell.Space.Containers[0];
        var end = string.Concat(new[] { MapWords.Addresses(cell.Link), cell.Link?.HostInterface ?? "" }.Where(static text => text.Length > 0).Select(static text => Gap + text));
        var name = TextWidth.Pad(TextWidth.Clip(first.Name, widest), widest);
        if (cell.IsReference) return new MapTree("Reference", (name, colour), (end, Plain), ($"{Gap}{Text.Format("Map_Reference", cell.Home)}", Dim)) { Container = first, Below = Faults(cell.Link!.Faults) };
        return new MapTree("Container", (name, colour), (end, Plain), ($"{Gap}{MapWords.Image(first)}", Dim))
        {
            Container = first,
            Below =
            [
                .. Faults([.. first.Faults, .. cell.Link?.Faults ?? []]),
                .. cell.Space.Ports.Select(Port),
                .. cell.Space.Containers.Skip(1).Select(static one => new MapTree("Joined", (one.Name, Joined), ($"{Gap}{Text.Get("Map_Joined")}", Plain), ($"{Gap}{MapWords.Image(one)}", Dim)) { Container = one, Below = Faults(one.Faults) }),
            ],
        };
    }

    private static MapTree Port(MapPort port) => new("Port", (MapWords.Port(port, Arrow), port.Faults.Length > 0 ? Fault : Plain)) { Below = Faults(port.Faults) };

    private static List<MapTree> Faults(string[] faults) => [.. faults.Select(static fault => new MapTree("Fault", ($"✗ {MapWords.Clean(fault)}", Fault)))];
}
