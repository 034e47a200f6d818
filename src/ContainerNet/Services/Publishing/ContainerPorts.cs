using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Everything about the ports of containers beyond their creation: publishing, taking away, who may get there, and keeping all that through stops and starts.</summary>
internal sealed class ContainerPorts
{
    private readonly IContainerEngine _engine;
    private readonly NamespaceService _namespaces;
    private readonly PublishService _publish;
    private readonly UnpublishService _unpublish;
    private readonly PortAccessService _access;
    private readonly PortWithdrawal _withdrawal;
    private readonly DesiredState _desired;

    public ContainerPorts(IContainerEngine engine, NamespaceService namespaces, KernelView view, FirewallWriter writer, DesiredState desired)
    {
        (_engine, _namespaces, _desired) = (engine, namespaces, desired);
        _publish = new PublishService(engine, namespaces, view, writer, desired);
        _unpublish = new UnpublishService(namespaces, writer, desired);
        _access = new PortAccessService(engine, namespaces, view, writer, desired);
        _withdrawal = new PortWithdrawal(engine, namespaces, writer, desired);
    }

    /// <summary>The name given to a file of memories that could not be trusted; null where there was none.</summary>
    public string? SetAside => _desired.SetAside;

    /// <summary>Publishes ports on a running container.</summary>
    /// <exception cref="ContainerNetException">What <see cref="PublishService"/> throws.</exception>
    public async Task<PublishedPorts> PublishAsync(ContainerTarget target, PublishRequest request, CancellationToken cancellationToken) =>
        await _publish.PublishAsync(() => InspectAsync(target, cancellationToken), request, cancellationToken).ConfigureAwait(false);

    /// <summary>Tells of ports that were published what <c>Get-ContainerPort</c> does.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, and the errors of the engine.</exception>
    public async Task<IReadOnlyList<ContainerPublishedPort>> DescribeAsync(ContainerTarget target, PublishedPorts published, CancellationToken cancellationToken)
    {
        var publisher = await InspectAsync(target, cancellationToken).ConfigureAwait(false) with { Ports = [.. published.Read()], Endpoints = published.Target.Endpoints };
        var running = await _engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        var found = new PublishedPortReader(_namespaces, mayLack: true).Read(
            [new(target.Name, publisher, null)], running.ToDictionary(static one => one.Id, static one => one.Name), cancellationToken);
        return found[0].Error is { } error ? throw error : found[0].Value ?? [];
    }

    /// <summary>Takes away ports that this module published.</summary>
    /// <exception cref="ContainerNetException">What <see cref="UnpublishService"/> throws.</exception>
    public async Task UnpublishAsync(ContainerTarget target, IReadOnlyCollection<PortSelection> selections, bool keepFlows, CancellationToken cancellationToken)
    {
        var container = await InspectAsync(target, cancellationToken).ConfigureAwait(false);
        var process = await _withdrawal.HolderOfAsync(container, cancellationToken).ConfigureAwait(false);
        await _unpublish.UnpublishAsync(container, process, selections, keepFlows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says who may get to ports, whoever published them.</summary>
    /// <exception cref="ContainerNetException">What <see cref="PortAccessService"/> throws.</exception>
    public async Task SetAccessAsync(ContainerTarget target, IReadOnlyCollection<PortSelection> selections, string[] allowFrom, CancellationToken cancellationToken) =>
        await _access.SetAsync(await InspectAsync(target, cancellationToken).ConfigureAwait(false), selections, allowFrom, cancellationToken).ConfigureAwait(false);

    /// <summary>Says who may get to the ports of a container that was made and is not started yet.</summary>
    /// <exception cref="ContainerNetException">What <see cref="PortAccessService"/> throws.</exception>
    public Task SetAccessBeforeStartAsync(
        string containerId, string name, IReadOnlyCollection<PortMapping> ports, string[] allowFrom, CancellationToken cancellationToken) =>
        _access.SetBeforeStartAsync(containerId, name, ports, allowFrom, cancellationToken);

    /// <summary>Before a container stops: takes away what leads to it, and to those that have joined it. Its address may be another's a moment later.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed, and the errors of the firewall.</exception>
    public Task WithdrawAsync(string containerId, CancellationToken cancellationToken) => _withdrawal.WithdrawAsync(containerId, cancellationToken);

    /// <summary>After a container has started: publishes again, at the address it has now, what was published on it before.</summary>
    /// <exception cref="ContainerNetException">What <see cref="PublishService"/> throws.</exception>
    public async Task RestoreAsync(ContainerDetails container, CancellationToken cancellationToken)
    {
        if (_desired.Find(container.Id) is { Ports.Length: > 0 } wanted) await _publish.RestoreAsync(container, wanted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>After a container has started with published UDP ports: what senders that were active before are led by would keep them away.</summary>
    /// <exception cref="ContainerNetException">NetlinkFailed, KernelViewDenied.</exception>
    public static void ForgetDatagrams(ContainerDetails container) => new OldConnections(new HostNetwork()).DeleteDatagrams(
        container.Ports.Select(static port => new PortForward(port.HostIP, PortRange.One(port.HostPort), PortRange.One(port.ContainerPort), port.Protocol)));

    private Task<ContainerDetails> InspectAsync(ContainerTarget target, CancellationToken cancellationToken) =>
        target.NamedAsync(() => _engine.Containers.InspectAsync(target.Id, cancellationToken));
}
