namespace ContainerNet.Services.Firewall;

/// <summary>Keeps traffic that no published port asks for away from the containers this module made.</summary>
internal sealed class GuardService
{
    /// <summary>Puts the rules for one container in place, idempotently, and sweeps those whose container is gone.</summary>
    /// <param name="target">The container and its addresses.</param>
    /// <param name="livingIds">The ids of all containers there are.</param>
    /// <param name="cancellationToken">Ends it; a transaction begun is ended whole.</param>
    /// <exception cref="ContainerNetException">EngineWithoutFirewall, BackendNotSupported, FirewallReadFailed, FirewallWriteFailed, FirewallLocked, ToolNotFound.</exception>
    public Task EnsureAsync(GuardTarget target, IReadOnlyCollection<string> livingIds, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Takes away the rules of containers that are not in <paramref name="livingIds"/>; one reading and no write where there are none.</summary>
    public Task SweepAsync(IReadOnlyCollection<string> livingIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The ids of the containers for whose every given address a guard rule stands.</summary>
    public Task<bool> StandsAsync(GuardTarget target, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>A container to guard.</summary>
/// <param name="ContainerId">Its full id.</param>
/// <param name="Addresses">Its addresses, of both families, with the bridge each is behind.</param>
/// <param name="LoopbackPublished">Whether a port of it is published on 127.*.</param>
internal sealed record GuardTarget(string ContainerId, GuardedAddress[] Addresses, bool LoopbackPublished);

/// <summary>An address of a container and the bridge interface on the host that leads to it.</summary>
internal sealed record GuardedAddress(string Address, string Bridge);
