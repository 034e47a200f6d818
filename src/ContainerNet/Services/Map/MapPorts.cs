using System.Net;

namespace ContainerNet.Services.Map;

/// <summary>Published ports as they are drawn: that of all IPv4 and that of all IPv6 addresses are one. Pure.</summary>
internal static class MapPorts
{
    public static MapPort[] Of(Container[] members, MapMarks marks)
    {
        var ports = new List<MapPort>();
        foreach (var container in members)
        {
            // Taken once for each number: both families have the same.
            var faults = container.PublishedPorts.Select(static one => (one.HostPort, one.Protocol)).Distinct()
                .ToDictionary(static key => key, key => marks.OfPort(container.Id, key.HostPort, key.Protocol));
            ports.AddRange(container.PublishedPorts.Select(port => new MapPort(
                IsOpen(port.HostIP) ? "" : port.HostIP, port.HostPort, port.ContainerPort, port.Protocol, port.AllowFrom, faults[(port.HostPort, port.Protocol)])));
        }

        return
        [
            .. ports.DistinctBy(static one => (one.HostIP, one.HostPort, one.ContainerPort, one.Protocol))
                .OrderBy(static one => one.HostPort).ThenBy(static one => one.Protocol, StringComparer.Ordinal).ThenBy(static one => one.HostIP, StringComparer.Ordinal),
        ];
    }

    private static bool IsOpen(string address) => address.Length == 0 || (IPAddress.TryParse(address, out var parsed) && (parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any)));
}
