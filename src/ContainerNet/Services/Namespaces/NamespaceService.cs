using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// Reads the namespaces of processes from the kernel, without entering any: a thread that has been in another namespace would take managed
/// code there. May be used by several threads.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "Callers ask one object, which tests can stand in for.")]
internal sealed class NamespaceService
{
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

    /// <summary>The links and addresses of a process' network namespace.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public IReadOnlyList<ContainerInterface> ReadInterfaces(int processId) => Guard(processId, () =>
    {
        using var process = ProcessDirectory.Open(processId);
        return ReadInterfaces(process, process.ReadNamespace("net"));
    });

    /// <summary>The addresses of the interface by which a process' network namespace reaches everything else; none where it has no default route.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public IReadOnlyList<IPAddress> ReadDefaultAddresses(int processId, AddressFamily family) => Guard(processId, () =>
    {
        using var process = ProcessDirectory.Open(processId);
        var name = family == AddressFamily.InterNetwork ? DefaultRoutes.ReadIPv4(process) : DefaultRoutes.ReadIPv6(process);
        var interfaces = ReadInterfaces(process, process.ReadNamespace("net"));
        return (IReadOnlyList<IPAddress>)[.. interfaces.Where(link => link.Name == name).SelectMany(static link => link.Addresses).Select(static one => IPAddress.Parse(one.Address))];
    });

    private static ContainerInterface[] ReadInterfaces(ProcessDirectory process, long inode)
    {
        using var lease = NetlinkPool.Rent();
        var contents = NetworkReader.Read(lease, process, inode, statistics: false);
        lease.Keep();
        return new InterfaceBuilder(contents, null, []).Build("", "");
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
