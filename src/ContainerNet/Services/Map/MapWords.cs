using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Map;

/// <summary>What all pictures say in the same words, in the user's language.</summary>
internal static class MapWords
{
    public static string Host(NetworkMap map) => Clean(map.HostName.Length > 0 ? map.HostName : Text.Get("Map_Host"));

    /// <summary>Engine, time, and how many there are of what.</summary>
    public static string Summary(NetworkMap map)
    {
        var faults = map.Faults.Length + map.Uplinks.Sum(static one => one.Faults.Length) + map.Networks.Sum(static one => one.Faults.Length)
            + map.Spaces.Sum(static space => space.Containers.Sum(static one => one.Faults.Length) + space.Links.Sum(static one => one.Faults.Length) + space.Ports.Sum(static one => one.Faults.Length));
        return Text.Format("Map_Summary", map.Spaces.Sum(static space => space.Containers.Length), map.Networks.Length, faults);
    }

    public static string Taken(NetworkMap map) => FormattableString.Invariant($"{map.TakenAt:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Title(MapSection section) => section.Network is null ? Text.Get($"Map_Kind{section.Kind}") : Clean(section.Network.Bridge.Length > 0 ? section.Network.Bridge : section.Network.Name);

    /// <summary>What there is to say of a network beside its title.</summary>
    public static string Network(MapNetwork network) =>
        $"{Clean(network.Bridge.Length > 0 ? Text.Format("Map_Network", network.Name) : network.Driver)}  {Reach(network)}".TrimEnd();

    /// <summary>Its subnets, and whether it is internal.</summary>
    public static string Reach(MapNetwork network) => string.Join("  ", network.Internal ? [.. network.Subnets, Text.Get("Map_Internal")] : network.Subnets);

    /// <summary>A published port from outside to inside.</summary>
    public static string Port(MapPort port, string arrow) =>
        Clean($"{port.Outer} {arrow} {port.Inner}{(port.AllowFrom.Length > 0 ? $"  {Text.Format("Map_AllowFrom", string.Join(", ", port.AllowFrom))}" : "")}");

    public static string Addresses(MapLink? link) => string.Join(", ", link?.Addresses ?? []);

    /// <summary>An image, and the state where it is not running.</summary>
    public static string Image(MapContainer container) => Clean(container.State == "Running" ? container.Image : $"{container.Image} ({container.State})");

    public static string Folded(MapCell cell) => Clean($"{cell.All.Length} × {cell.Space.Containers[0].Image}");

    /// <summary>Every fault of a cell, with the port or the interface it is at.</summary>
    public static IEnumerable<string> Faults(MapSpace space, MapLink? link) =>
        space.Containers.SelectMany(static one => one.Faults).Concat(link?.Faults ?? []).Select(Clean);

    /// <summary>The text with a mark in place of what steers a terminal, turns the direction of a line, or is no character of XML.</summary>
    public static string Clean(string text) => string.Concat(text.Select(static one => IsPlain(one) ? one : '\uFFFD'));

    private static bool IsPlain(char one) => one is not ('\uFFFE' or '\uFFFF') && char.GetUnicodeCategory(one) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
