using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of the ports this module remembers to have published.</summary>
internal static class PublicationPart
{
    /// <summary>Reads them; none where the file is not there, or cannot be trusted.</summary>
    /// <param name="desired">The file.</param>
    /// <param name="engine">The engine's uri: another's containers are not meant.</param>
    public static SnapshotPublication[] Read(DesiredState desired, string engine)
    {
        try
        {
            return [.. (desired.Peek() ?? []).Where(one => one.Engine == engine).SelectMany(static one => one.Ports.SelectMany(static port => port.Mappings)
                .Select(mapping => new SnapshotPublication
                {
                    ContainerId = one.Id, HostIP = mapping.HostIP, HostPort = mapping.HostPort, ContainerPort = mapping.ContainerPort, Protocol = mapping.Protocol,
                }))];
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.DesiredStateFailed)
        {
            // It is root's: who may not read it may not read the firewall either, and is told of that.
            return [];
        }
    }
}
