using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of tracked flows.</summary>
/// <param name="Flows">Those of UDP to published ports.</param>
/// <param name="Warnings">Why they could not be read.</param>
internal sealed record FlowPart(SnapshotFlow[] Flows, string[] Warnings)
{
    private const byte IPPROTO_UDP = 17;

    public static FlowPart None { get; } = new([], []);

    /// <summary>Whether they were read, or there was nothing to read.</summary>
    public bool IsRead { get; private init; }

    /// <summary>Reads them, where a container publishes a port of UDP at all: a host may track a million others. What fails is a warning.</summary>
    public static FlowPart Read(IEnumerable<Container> containers)
    {
        var ports = containers.SelectMany(static one => one.PublishedPorts).Where(static port => port.Protocol == "udp").Select(static port => port.HostPort).ToHashSet();
        if (ports.Count == 0) return None with { IsRead = true };
        try
        {
            using var netlink = ConntrackNetlink.Open();
            return new FlowPart(
                [.. netlink.Dump().Where(entry => entry.Protocol == IPPROTO_UDP && ports.Contains(entry.DestinationPort)).Select(ToSnapshot)], [])
            {
                IsRead = true,
            };
        }
        catch (KernelException exception)
        {
            return None with { Warnings = [KernelErrors.ToContainerNet(exception, Environment.ProcessId).Message] };
        }
    }

    private static SnapshotFlow ToSnapshot(ConntrackEntry entry) => new()
    {
        Protocol = "udp", Source = entry.Source.ToString(), Destination = entry.Destination.ToString(), DestinationPort = entry.DestinationPort,
        Answering = entry.Answering.ToString(),
    };
}
