namespace ContainerNet.Services.Namespaces;

/// <summary>What a network namespace holds.</summary>
/// <param name="Inode">The inode that names it.</param>
/// <param name="Interfaces">Its links with their addresses, in the kernel's order; container name and id are left empty.</param>
/// <param name="RouteCount">How many routes, of both families, its main table has beyond those of <c>lo</c>.</param>
/// <param name="HasDefaultRoute">Whether there is an IPv4 default route.</param>
internal sealed record NetworkNamespace(long Inode, IReadOnlyList<ContainerInterface> Interfaces, int RouteCount, bool HasDefaultRoute);
