using System.Diagnostics.CodeAnalysis;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// Reads the namespaces of processes from the kernel, without entering any: a thread that has been in another namespace would take managed
/// code there. Holds one netlink socket, open from the first read on, and may be used by several threads.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "Callers ask one object, whichever question needs the socket.")]
internal sealed class NamespaceService
{
    private readonly object _lock = new();
    private RouteNetlink? _netlink;
    private long _socketInode;

    /// <summary>The namespaces of a process.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied.</exception>
    public NamespaceSet ReadSet(int processId) => Guard(processId, () =>
    {
        using var process = ProcessDirectory.Open(processId);
        return ReadSet(process);
    });

    /// <summary>The namespaces of this very process.</summary>
    public NamespaceSet ReadOwnSet() => Guard(Environment.ProcessId, () =>
    {
        using var process = ProcessDirectory.OpenSelf();
        return ReadSet(process);
    });

    /// <summary>The links, addresses and routes of a process' network namespace.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public NetworkNamespace ReadNetwork(int processId) => Guard(processId, () =>
    {
        using var process = ProcessDirectory.Open(processId);
        var inode = process.ReadNamespace("net");
        var interfaces = ReadInterfaces(process, inode);
        var routes = RouteTable.Read(process);

        // Fails when the process is gone, and differs when it has changed its namespace since.
        if (process.ReadNamespace("net") != inode) throw KernelException.FromErrno("/proc", Errno.ESRCH);
        return new NetworkNamespace(inode, interfaces, routes.Count, routes.HasDefault);
    });

    private ContainerInterface[] ReadInterfaces(ProcessDirectory process, long inode)
    {
        using var handle = process.OpenFile("ns/net");
        lock (_lock)
        {
            try
            {
                var netlink = _netlink ??= OpenNetlink();
                int? id = inode == _socketInode ? null : netlink.GetNamespaceId(handle);
                var links = netlink.DumpLinks(id);
                var addresses = netlink.DumpAddresses(id);
                return new InterfaceBuilder(links, addresses, ours => id is { } target ? netlink.TranslateNamespaceId(ours, target) : ours)
                    .Build(inode);
            }
            catch (KernelException)
            {
                // What is left of a broken exchange in the socket must not answer the next question.
                _netlink?.Dispose();
                _netlink = null;
                throw;
            }
        }
    }

    private RouteNetlink OpenNetlink()
    {
        using var self = ProcessDirectory.OpenSelf();
        _socketInode = self.ReadNamespace("net");
        return RouteNetlink.Open();
    }

    private static NamespaceSet ReadSet(ProcessDirectory process)
    {
        var net = process.ReadNamespace("net");
        var set = new NamespaceSet(
            net,
            process.ReadNamespaceIfAny("ipc"),
            process.ReadNamespaceIfAny("uts"),
            process.ReadNamespaceIfAny("pid"),
            process.ReadNamespaceIfAny("mnt"),
            process.ReadNamespaceIfAny("user"),
            process.ReadNamespaceIfAny("cgroup"),
            process.ReadNamespaceIfAny("time"));

        // A process that died in between looks like a kernel without the other types.
        return process.ReadNamespace("net") == net ? set : ReadSet(process);
    }

    private static T Guard<T>(int processId, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, processId);
        }
    }
}
