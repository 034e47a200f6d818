using System.Net.Sockets;

namespace ContainerNet.Services.Tracing;

/// <summary>The interface that leads away from a host.</summary>
internal static class Uplinks
{
    /// <summary>That of the default route, else the first that is up, has an address and is no bridge's; empty where there is none.</summary>
    public static string Find(TracedHost host, AddressFamily family)
    {
        var way = family == AddressFamily.InterNetwork ? "inet" : "inet6";
        var standard = Array.Find(host.Home.Routes, route => route.Family == way && route is { Destination: "default", Table: "main" })?.Interface;
        return standard is { Length: > 0 } ? standard
            : Array.Find(host.Home.Interfaces, link => link.Kind != "bridge" && link.Master.Length == 0 && link.Flags.Contains("UP")
                && link.LinkType != "loopback" && TracedHost.AddressOf(host.Home, link.Name, family) is not null)?.Name ?? "";
    }
}
