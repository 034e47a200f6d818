using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads something of each container's network namespace, and of one that several share only once.</summary>
internal static class NamespaceGroups
{
    /// <param name="namespaces">Tells which namespace a container is in.</param>
    /// <param name="containers">The containers, with their processes.</param>
    /// <param name="read">Reads the namespace of a process.</param>
    /// <param name="cancellationToken">Ends it between two namespaces.</param>
    public static List<Found<NamespaceReading<T>>> Read<T>(
        NamespaceService namespaces, IReadOnlyList<Found<ContainerDetails>> containers, Func<int, T[]> read, CancellationToken cancellationToken)
    {
        var known = new Dictionary<long, T[]>();
        var found = new List<Found<NamespaceReading<T>>>(containers.Count);
        foreach (var (given, details, error) in containers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(details is null ? new(given, null, error) : Read(given, details));
        }

        return found;

        Found<NamespaceReading<T>> Read(object given, ContainerDetails details)
        {
            try
            {
                var inode = namespaces.ReadSet(details.ProcessId).Net;
                if (!known.TryGetValue(inode, out var items)) known[inode] = items = read(details.ProcessId);
                return new(given, new NamespaceReading<T>(details, items), null);
            }
            catch (ContainerNetException exception)
            {
                return new(given, null, exception.Id == ErrorId.NamespaceGone ? RunningContainers.Gone(details.Name, given, exception) : exception);
            }
        }
    }
}

/// <summary>What a container's network namespace holds. Containers that share one have the very same items.</summary>
internal sealed record NamespaceReading<T>(ContainerDetails Container, T[] Items);
