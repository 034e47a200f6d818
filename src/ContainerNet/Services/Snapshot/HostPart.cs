using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of the host's own namespace, apart from its interfaces: it can be read while the engine is still asked.</summary>
/// <param name="Tables">Its routes, rules and sockets, with the processes behind these; null where they could not be read.</param>
/// <param name="Settings">The settings of its kernel.</param>
/// <param name="Warnings">What could not be read, and why.</param>
internal sealed record HostPart(NamespaceTables? Tables, Dictionary<string, string> Settings, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads it. What fails is a warning.</summary>
    /// <param name="view">Tells the engine's process; its namespace is this process' own too.</param>
    /// <param name="names">The names of the containers, by id.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static HostPart Read(KernelView view, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var tables = Try(warnings, () => NamespaceVisit.Read(view.EngineProcessId, static (process, inode, _) =>
        {
            using var routing = RoutingNetlink.Open();
            using var diagnostics = SocketDiagnostics.Open();
            return NamespaceTables.Read(routing, diagnostics, process, inode);
        }));
        if (tables is not null)
        {
            tables = Try(warnings, () => WithPrograms(view, tables)) ?? tables;
            var ownership = SocketOwnership.Find(tables.Listening, names, cancellationToken);
            tables = tables with { Listening = [.. tables.Listening.Select(ownership.Complete)] };
        }

        var settings = Try(warnings, HostSettings.Read) ?? [];
        foreach (var port in Try(warnings, ReadBridgePorts) ?? [])
        {
            if (port.Hairpin is { } hairpin) settings[$"bridge.{port.Name}.hairpin_mode"] = hairpin ? "1" : "0";
        }

        return new HostPart(tables, settings, warnings);
    }

    private static NamespaceTables WithPrograms(KernelView view, NamespaceTables tables) => NamespaceVisit.Read(view.EngineProcessId, (process, _, _) =>
    {
        using var home = process.OpenFile("ns/net");
        return NamespaceTables.WithPrograms([(home, tables)])[0];
    });

    private static List<LinkMessage> ReadBridgePorts()
    {
        using var netlink = RouteNetlink.Open();
        return netlink.DumpBridgePorts();
    }

    private static T? Try<T>(List<string> warnings, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ContainerNetException or KernelException)
        {
            warnings.Add(exception.Message);
            return null;
        }
    }
}
