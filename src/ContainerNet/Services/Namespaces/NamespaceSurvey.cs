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
    // From here on one dump of the bridges' ports is cheaper than asking for each link.
    private const int ManyNamespaces = 8;

    private readonly NetlinkLease _lease = NetlinkPool.Rent();
    private readonly Dictionary<long, NamespaceContents> _namespaces = [];

    /// <summary>The id by which the asking namespace numbers itself.</summary>
    public int OwnId => _lease.Netlink.GetOwnNamespaceId();

    /// <summary>Reads what is wanted in one survey.</summary>
    /// <exception cref="ContainerNetException">NetlinkFailed, and what <paramref name="read"/> throws.</exception>
    public static T Run<T>(KernelView view, bool statistics, Func<NamespaceSurvey, T> read)
    {
        try
        {
            using var survey = new NamespaceSurvey(view, statistics);
            var found = read(survey);
            survey._lease.Keep();
            return found;
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, Environment.ProcessId);
        }
    }

    /// <summary>Whether a process lives and is in this network namespace.</summary>
    public static bool IsIn(int processId, long inode)
    {
        try
        {
            return ProcessDirectory.ReadNetwork(processId) == inode;
        }
        catch (KernelException exception) when (exception.IsGone)
        {
            return false;
        }
    }

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
            return _namespaces[inode] = NetworkReader.Read(_lease, process, inode, statistics);
        }
        catch (KernelException exception) when (!exception.IsBroken)
        {
            throw KernelErrors.ToContainerNet(exception, processId);
        }
    }

    /// <summary>The same; null where the process is gone.</summary>
    public NamespaceContents? TryRead(int processId)
    {
        try
        {
            return Read(processId);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.NamespaceGone)
        {
            return null;
        }
    }

    /// <summary>One link of a namespace; null where it is gone.</summary>
    public LinkMessage? FindLink(int index, int namespaceId) => _lease.Netlink.FindLink(index, namespaceId);

    /// <summary>What finds the other ends of the interfaces in all that was read. Only while this is not disposed of.</summary>
    public PeerFinder FindPeers() => new(OpenHost(), _namespaces.Values);

    /// <inheritdoc/>
    public void Dispose() => _lease.Dispose();

    private HostLinks? OpenHost()
    {
        try
        {
            var host = HostLinks.Open(_lease, view);
            if (_namespaces.Count >= ManyNamespaces) host?.ReadPorts();
            return host;
        }
        catch (KernelException exception) when (exception.IsGone || exception.IsDenied)
        {
            // An engine whose own namespace is not ours to look at: its containers' interfaces are shown without their other ends.
            return null;
        }
    }
}
