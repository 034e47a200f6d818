using ContainerNet.Resources;
using ContainerNet.Services.Checking;

namespace ContainerNet.Services.Map;

/// <summary>What the checks of a snapshot find broken, to be drawn at the container it is about. Pure.</summary>
internal static class MapChecks
{
    // One fault of the host breaks a promise of every container: so often it says no more than its number.
    private const int Most = 4;

    // What these find stands where it is: at the link or at the port.
    private static readonly HashSet<string> s_drawnElsewhere = new(["BridgePort", "DonorAlive", "LinkUp", "PortIPv6Listener", "PortListener"], StringComparer.Ordinal);

    public static IEnumerable<MapMark> Find(NetworkSnapshot snapshot)
    {
        // What the engine alone knows is nothing to check.
        if (!Array.Exists(snapshot.Namespaces, static one => one.IsHost)) return [];
        return new NetworkChecker(snapshot, static id => !s_drawnElsewhere.Contains(id)).Findings()
            .Where(static one => one.Finding.Result == CheckResult.Fail)
            .GroupBy(static one => one.Check.Id, StringComparer.Ordinal)
            .SelectMany(static broken => Marks(broken.Key, [.. broken.Select(static one => (one.ContainerId, one.Finding.Found))]));
    }

    private static MapMark[] Marks(string check, (string ContainerId, string Found)[] broken)
    {
        var areAlike = broken.Length > 1 && Array.TrueForAll(broken, one => one.Found == broken[0].Found);
        return broken.Length > Most || areAlike
            ? [new MapMark(Text.Format("Map_ManyBroken", check, broken.Length, broken[0].Found))]
            : Array.ConvertAll(broken, one => new MapMark(one.Found.Length > 0 ? $"{check}: {one.Found}" : check) { ContainerId = one.ContainerId });
    }
}
