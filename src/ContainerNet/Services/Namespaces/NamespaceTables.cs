using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>What a namespace's own tables hold; container names and processes are left empty.</summary>
/// <param name="Routes">The routes of every table.</param>
/// <param name="Rules">The rules that choose a table.</param>
/// <param name="Listening">The sockets that listen.</param>
internal sealed record NamespaceTables(ContainerRoute[] Routes, SnapshotRoutingRule[] Rules, ContainerSocket[] Listening)
{
    private IReadOnlyList<LinkMessage> Links { get; init; } = [];

    /// <summary>Where filters of tc, and programs of tcx once they were asked for, look at packets.</summary>
    public string[] TrafficFilters { get; private init; } = [];

    /// <exception cref="KernelException">The kernel's answer makes no sense.</exception>
    public static NamespaceTables Read(RoutingNetlink routing, SocketDiagnostics diagnostics, ProcessDirectory process, long inode)
    {
        var links = routing.DumpLinks();
        var (routes, rules) = RouteReader.ReadWithRules(routing, links, inode);
        return new NamespaceTables(routes, rules, SocketReader.ReadListening(diagnostics, process, inode))
        {
            Links = links,
            TrafficFilters = [.. routing.DumpTrafficFilters().Select(static one => PlaceOf(one.Interface, one.IsEgress))],
        };
    }

    /// <summary>Adds, of many namespaces at once, where programs of tcx look at packets: a trip into them costs a thread.</summary>
    /// <param name="read">The open namespaces, and what was read of each.</param>
    /// <exception cref="KernelException">A right is missing.</exception>
    public static NamespaceTables[] WithPrograms(IReadOnlyCollection<(SafeDescriptor Namespace, NamespaceTables Tables)> read)
    {
        var places = read.SelectMany(static one => one.Tables.Links.SelectMany(link =>
            (TcxPlace[])[new(one.Namespace, link.Index, IsEgress: false), new(one.Namespace, link.Index, IsEgress: true)]));
        var found = TcxPrograms.Find([.. places]).ToLookup(static place => place.Namespace);
        return [.. read.Select(one => one.Tables.With(found[one.Namespace]))];
    }

    private NamespaceTables With(IEnumerable<TcxPlace> programs) => this with
    {
        TrafficFilters = [.. TrafficFilters.Union(programs.Select(place => PlaceOf(Links.First(link => link.Index == place.Interface).Name, place.IsEgress)))],
    };

    private static string PlaceOf(string link, bool isEgress) => $"{link} {(isEgress ? "egress" : "ingress")}";
}
