using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Snapshot;

/// <summary>A network namespace and the running containers in it, in their order.</summary>
internal sealed record NamespaceGroup(long Inode, List<RunningContainer> Containers)
{
    /// <summary>The container for which the namespace is read.</summary>
    public RunningContainer First => Containers[0];

    /// <summary>The namespaces of these containers; of one that cannot be looked at there is a warning.</summary>
    public static List<NamespaceGroup> Of(IEnumerable<RunningContainer> containers, List<string> warnings)
    {
        var groups = new List<NamespaceGroup>();
        var known = new Dictionary<long, NamespaceGroup>();
        foreach (var container in containers)
        {
            try
            {
                var inode = ProcessDirectory.ReadNetwork(container.ProcessId);
                if (!known.TryGetValue(inode, out var group)) groups.Add(known[inode] = group = new NamespaceGroup(inode, []));
                group.Containers.Add(container);
            }
            catch (KernelException exception)
            {
                warnings.Add(KernelErrors.ToContainerNet(exception, container.ProcessId).Message);
            }
        }

        return groups;
    }
}
