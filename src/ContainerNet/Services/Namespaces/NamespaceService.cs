namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the namespaces of processes from the kernel, without entering any.</summary>
internal sealed class NamespaceService
{
    /// <summary>The namespaces of a process.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied.</exception>
    public NamespaceSet ReadSet(int processId) => throw new NotSupportedException();

    /// <summary>The namespaces of this very process.</summary>
    public NamespaceSet ReadOwnSet() => throw new NotSupportedException();

    /// <summary>The links, addresses and routes of a process' network namespace.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public NetworkNamespace ReadNetwork(int processId) => throw new NotSupportedException();
}

/// <summary>The inodes that name a process' namespaces (namespaces(7)).</summary>
internal sealed record NamespaceSet(long Net, long Ipc, long Uts, long Pid, long Mnt, long User, long Cgroup);

/// <summary>What a network namespace holds.</summary>
/// <param name="Inode">The inode that names it.</param>
/// <param name="Interfaces">Its links with their addresses, in the kernel's order; container name and id are left empty.</param>
/// <param name="RouteCount">How many routes, of both families, its main table has beyond those of <c>lo</c>.</param>
/// <param name="HasDefaultRoute">Whether there is an IPv4 default route.</param>
internal sealed record NetworkNamespace(long Inode, IReadOnlyList<ContainerInterface> Interfaces, int RouteCount, bool HasDefaultRoute);
