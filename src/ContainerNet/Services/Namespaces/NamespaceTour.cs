using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;
using static ContainerNet.Linux.Netlink.NetlinkConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// Reads what the kernel tells only to sockets that live in a namespace, of many namespaces: their sockets are opened on one trip, which
/// costs a thread, and a thread costs more than all that is asked there.
/// </summary>
internal static class NamespaceTour
{
    // Each stop holds four descriptors, and two buffers of 64 KiB.
    private const int StopsAtOnce = 16;

    private static readonly int[] s_protocols = [NETLINK_ROUTE, NETLINK_SOCK_DIAG];

    /// <summary>Reads the namespaces of these processes, in their order.</summary>
    /// <param name="wanted">Processes, and the inodes of the namespaces they were found in; one that is in another by now is an error.</param>
    /// <param name="cancellationToken">Ends it between two namespaces.</param>
    public static List<NamespaceStop> Read(
        IReadOnlyList<(int ProcessId, long Inode)> wanted, CancellationToken cancellationToken)
    {
        var found = new List<NamespaceStop>(wanted.Count);
        foreach (var some in wanted.Chunk(StopsAtOnce))
        {
            var stops = some.Select(static one => new Stop(one.ProcessId, one.Inode)).ToArray();
            try
            {
                OpenSockets(stops);
                foreach (var stop in stops)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    stop.Read();
                }

                AddPrograms(stops);
                found.AddRange(stops.Select(static stop => new NamespaceStop(stop.Tables, stop.Error)));
            }
            finally
            {
                foreach (var stop in stops) stop.Dispose();
            }
        }

        return found;
    }

    private static void OpenSockets(Stop[] stops)
    {
        foreach (var stop in stops) stop.Try(stop.Open);
        var open = Array.FindAll(stops, static stop => stop.Error is null);
        if (open.Length == 0) return;
        try
        {
            var sockets = NamespaceSocket.Open([.. open.Select(static stop => stop.Namespace!)], s_protocols);
            for (var i = 0; i < open.Length; i++) open[i].Take(sockets[i * s_protocols.Length], sockets[(i * s_protocols.Length) + 1]);
        }
        catch (KernelException)
        {
            // One may not be entered: which, and why, each tells for itself.
            foreach (var stop in open) stop.Try(stop.OpenAlone);
        }
    }

    private static void AddPrograms(Stop[] stops)
    {
        var read = Array.FindAll(stops, static stop => stop.Tables is not null);
        if (read.Length == 0) return;
        read[0].Try(() =>
        {
            var tables = NamespaceTables.WithPrograms([.. read.Select(static stop => (stop.Namespace!, stop.Tables!))]);
            for (var i = 0; i < read.Length; i++) read[i].Tables = tables[i];
        });
    }

    /// <summary>One namespace on the way.</summary>
    private sealed class Stop(int processId, long inode) : IDisposable
    {
        private ProcessDirectory? _process;
        private RoutingNetlink? _routing;
        private SocketDiagnostics? _diagnostics;

        public SafeDescriptor? Namespace { get; private set; }

        public ContainerNetException? Error { get; private set; }

        public NamespaceTables? Tables { get; set; }

        public void Open()
        {
            _process = ProcessDirectory.Open(processId);
            Namespace = _process.OpenFile("ns/net");
            Check();
        }

        public void Take(SafeDescriptor routing, SafeDescriptor diagnostics)
        {
            _routing = RoutingNetlink.Of(routing);
            _diagnostics = SocketDiagnostics.Of(diagnostics);
        }

        public void OpenAlone()
        {
            var sockets = NamespaceSocket.Open([Namespace!], s_protocols);
            Take(sockets[0], sockets[1]);
        }

        public void Read() => Try(() =>
        {
            var tables = NamespaceTables.Read(_routing!, _diagnostics!, _process!, inode);
            Check();
            Tables = tables;
        });

        public void Try(Action step)
        {
            if (Error is not null) return;
            try
            {
                step();
            }
            catch (KernelException exception)
            {
                Error = KernelErrors.ToContainerNet(exception, processId);
            }
        }

        public void Dispose()
        {
            _routing?.Dispose();
            _diagnostics?.Dispose();
            Namespace?.Dispose();
            _process?.Dispose();
        }

        // Fails when the process is gone, and differs when it has changed its namespace since.
        private void Check()
        {
            if (_process!.ReadNamespace("net") != inode) throw KernelException.FromErrno("/proc", Errno.ESRCH);
        }
    }
}

/// <summary>What was read of one namespace.</summary>
/// <param name="Tables">What it holds; null where <paramref name="Error"/> says why not.</param>
/// <param name="Error">The error; null where all went well. With tables it says why programs of tcx could not be asked for, of this namespace and those after it.</param>
internal readonly record struct NamespaceStop(NamespaceTables? Tables, ContainerNetException? Error);
