using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Connection;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// One reading of many network namespaces on one socket: two dumps for each namespace, however many processes share it. For one thread.
/// </summary>
/// <param name="view">Tells the engine's process.</param>
/// <param name="statistics">Whether the links' counters are wanted.</param>
internal sealed class NamespaceSurvey(KernelView view, bool statistics) : IDisposable
{
    // From here on one dump of the host's links is cheaper than asking for each.
    private const int ManyNamespaces = 8;

    private readonly NetlinkLease _lease = NetlinkPool.Rent();
    private readonly Dictionary<long, NamespaceContents> _namespaces = [];

    /// <summary>The network namespace of a process.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied; the next process can be read.</exception>
    /// <exception cref="KernelException">The exchange with the kernel broke: nothing more can be read.</exception>
    public NamespaceContents Read(int processId)
    {
        try
        {
            using var process = ProcessDirectory.Open(processId);
            var inode = process.ReadNamespace("net");
            if (_namespaces.TryGetValue(inode, out var known)) return known;
            var contents = NetworkReader.Read(_lease, process, inode, statistics);

            // Fails when the process is gone, and differs when it has changed its namespace since.
            if (process.ReadNamespace("net") != inode) throw KernelException.FromErrno("/proc", Errno.ESRCH);
            return _namespaces[inode] = contents;
        }
        catch (KernelException exception) when (!exception.IsBroken)
        {
            throw KernelErrors.ToContainerNet(exception, processId);
        }
    }

    /// <summary>What finds the other ends of the interfaces in all that was read. Only while this is not disposed of.</summary>
    public PeerFinder FindPeers() => new(OpenHost(), _namespaces.Values);

    /// <summary>Says that the reading ended well.</summary>
    public void Keep() => _lease.Keep();

    /// <inheritdoc/>
    public void Dispose() => _lease.Dispose();

    private HostLinks? OpenHost()
    {
        try
        {
            var host = HostLinks.Open(_lease, view.EngineProcessId);
            if (_namespaces.Count >= ManyNamespaces) host.ReadAll();
            return host;
        }
        catch (KernelException exception) when (exception.IsGone || exception.IsDenied)
        {
            // An engine whose own namespace is not ours to look at: its containers' interfaces are shown without their other ends.
            return null;
        }
    }
}
