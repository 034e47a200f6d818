using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>What a namespace's own tables hold; container names and processes are left empty.</summary>
/// <param name="Routes">The routes of every table.</param>
/// <param name="Rules">The rules that choose a table.</param>
/// <param name="Listening">The sockets that listen.</param>
internal sealed record NamespaceTables(ContainerRoute[] Routes, SnapshotRoutingRule[] Rules, ContainerSocket[] Listening)
{
    /// <summary>Where filters of tc look at packets.</summary>
    public string[] TrafficFilters { get; private init; } = [];

    /// <exception cref="Linux.KernelException">The kernel's answer makes no sense.</exception>
    public static NamespaceTables Read(RoutingNetlink routing, SocketDiagnostics diagnostics, ProcessDirectory process, long inode)
    {
        var (routes, rules) = RouteReader.ReadWithRules(routing, inode);
        return new NamespaceTables(routes, rules, SocketReader.ReadListening(diagnostics, process, inode))
        {
            TrafficFilters = [.. routing.DumpTrafficFilters().Select(static one => $"{one.Interface} {(one.IsEgress ? "egress" : "ingress")}")],
        };
    }
}
