namespace ContainerNet.Services.Map;

/// <summary>A part of the picture: a network with what hangs on it, or what hangs on none.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Network">The network; null where it is none's.</param>
/// <param name="Cells">What stands there, in its order.</param>
internal sealed record MapSection(MapSpaceKind Kind, MapNetwork? Network, MapCell[] Cells);

/// <summary>A place in a section: one namespace, or many that are alike.</summary>
/// <param name="Space">The namespace, the first of several.</param>
/// <param name="Link">Its end in the section's network; null where there is none.</param>
/// <param name="Home">The network in whose section it is drawn whole; empty where that is this one.</param>
internal sealed record MapCell(MapSpace Space, MapLink? Link, string Home)
{
    /// <summary>Whether it only tells of an end of what is drawn elsewhere.</summary>
    public bool IsReference => Home.Length > 0;

    /// <summary>All it stands for.</summary>
    public MapSpace[] All { get; init; } = [Space];

    /// <summary>Whether it stands for many.</summary>
    public bool IsFolded => All.Length > 1;

    /// <summary>Whether there is no more to it than a container and an address.</summary>
    public bool IsPlain => IsReference || (Space is { Containers.Length: 1, Ports.Length: 0, Links.Length: <= 1, IsFaulty: false });

    public string Name => Space.Containers[0].Name;

    /// <summary>The names of the first and the last it stands for.</summary>
    public string Range => $"{Name} … {All[^1].Containers[0].Name}";
}

/// <summary>Parts a map, and folds what is alike where it is too much to be read. Pure.</summary>
internal static class MapSections
{
    private const int FewestFolded = 5;

    /// <param name="map">The map.</param>
    /// <param name="limit">How many cells of a section are drawn each; beyond that those that are alike become one.</param>
    public static MapSection[] Of(NetworkMap map, int limit)
    {
        var known = map.Networks.Select(static one => one.Name).ToHashSet(StringComparer.Ordinal);
        var others = map.Spaces.Where(space => !space.Links.Any(link => known.Contains(link.Network)));
        return
        [
            .. map.Networks.Select(network => new MapSection(MapSpaceKind.Attached, network, Fold([.. CellsOf(map, network.Name)], limit))),
            .. others.GroupBy(static space => space.Kind).OrderBy(static group => group.Key)
                .Select(group => new MapSection(group.Key, null, Fold([.. group.Select(static space => new MapCell(space, null, ""))], limit))),
        ];
    }

    private static IEnumerable<MapCell> CellsOf(NetworkMap map, string network) =>
        from space in map.Spaces
        let end = Array.Find(space.Links, link => link.Network == network)
        where end is not null
        let home = map.Networks.First(one => Array.Exists(space.Links, link => link.Network == one.Name)).Name
        let isHome = home == network
        orderby !isHome
        select new MapCell(space, end, isHome ? "" : home);

    private static MapCell[] Fold(MapCell[] cells, int limit)
    {
        if (cells.Length <= limit) return cells;
        return
        [
            .. cells.GroupBy(KeyOf, StringComparer.Ordinal)
                .SelectMany(static IEnumerable<MapCell> (group) => group.Count() < FewestFolded ? group : [group.First() with { All = [.. group.Select(static one => one.Space)] }]),
        ];
    }

    private static string KeyOf(MapCell cell)
    {
        var first = cell.Space.Containers[0];
        return cell is { IsPlain: true, IsReference: false } ? $"{first.State} {first.Image}" : first.Id;
    }
}
