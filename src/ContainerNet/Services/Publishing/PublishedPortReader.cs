using System.Net;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Tells of published ports what is behind them.</summary>
/// <param name="namespaces">Reads the kernel.</param>
/// <param name="mayLack">Whether what the engine alone knows will do where the kernel cannot be read.</param>
internal sealed class PublishedPortReader(NamespaceService namespaces, bool mayLack)
{
    /// <param name="publishers">The containers that publish.</param>
    /// <param name="names">The names of the containers that run, by id; null where the kernel is not at hand.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public List<Found<ContainerPublishedPort[]>> Read(
        IReadOnlyList<Found<ContainerDetails>> publishers, IReadOnlyDictionary<string, string>? names, CancellationToken cancellationToken)
    {
        if (names is null) return [.. publishers.Select(one => WithoutKernel(one, null))];
        var readings = NamespaceGroups.Read(namespaces, publishers, SocketReader.Read, cancellationToken);
        var ownership = SocketOwnership.Find([.. publishers.Zip(readings).SelectMany(pair => Holders(pair.First, pair.Second))], names, cancellationToken);
        return [.. publishers.Zip(readings).Select(pair => pair.Second switch
        {
            { Value: { } reading } => new Found<ContainerPublishedPort[]>(
                pair.First.Given, [.. reading.Container.Ports.Select(port => Describe(reading.Container, port, reading.Items, ownership))], null),
            { Error: { } error } => WithoutKernel(pair.First, error),
            _ => default,
        })];
    }

    private static IEnumerable<ContainerSocket> Holders(Found<ContainerDetails> publisher, Found<NamespaceReading<ContainerSocket>> reading) =>
        publisher.Value is null || reading.Value is null ? []
        : reading.Value.Items.Where(socket => Array.Exists(publisher.Value.Ports, port => port.ContainerPort == socket.LocalPort));

    private Found<ContainerPublishedPort[]> WithoutKernel(Found<ContainerDetails> publisher, ContainerNetException? error) =>
        publisher.Value is null || (error is not null && !(mayLack && error.Id == ErrorId.KernelViewDenied))
            ? new(publisher.Given, null, publisher.Error ?? error)
            : new(publisher.Given, [.. publisher.Value.Ports.Select(port => Describe(publisher.Value, port, null, null))], null);

    private static ContainerPublishedPort Describe(ContainerDetails container, PublishedPort port, IReadOnlyList<ContainerSocket>? sockets, SocketOwnership? ownership)
    {
        var (listening, socket) = PortListeners.Judge(port, container.Endpoints, sockets);
        var owned = socket is null ? null : ownership?.Complete(socket);
        return new ContainerPublishedPort
        {
            ContainerName = container.Name,
            ContainerId = container.Id,
            HostIP = port.HostIP,
            HostPort = port.HostPort,
            ContainerPort = port.ContainerPort,
            Protocol = port.Protocol,
            Source = port.Source,
            AllowFrom = port.AllowFrom,
            Listening = listening.ToString(),
            Listener = owned?.Owner ?? "",
            ProcessId = owned?.ProcessId ?? 0,
            ProcessName = owned?.ProcessName ?? "",
            ExposedToEveryAddress = HostAddresses.Wanted(port.HostIP).Any(static address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)),
        };
    }
}
