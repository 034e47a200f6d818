using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>What hung on rules that were swept: hairpin modes, tracked datagrams, and what was remembered of containers that are gone.</summary>
internal sealed class SweepAftermath(IContainerEngine engine, FirewallWriter writer, DesiredState desired)
{
    /// <summary>Does what is left to do after a sweep.</summary>
    /// <param name="change">What the sweep changed; null where it had nothing to do.</param>
    /// <param name="living">Asked, where it matters, for all containers there are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContainerNetException">DesiredStateFailed, FirewallLocked, NetlinkFailed.</exception>
    public async Task SettleAsync(FirewallChange? change, Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        if (change is not null) await EndAsync(change, living, cancellationToken).ConfigureAwait(false);
        if (desired.Exists) await ForgetAsync(living, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what hung on rules that are gone, and remembers the containers.</summary>
    /// <exception cref="ContainerNetException">NetlinkFailed, KernelViewDenied.</exception>
    public async Task EndAsync(FirewallChange change, Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        var (before, after) = (OwnPorts.Read(change.Before.IPv4, change.Before.IPv6), OwnPorts.Read(change.After.IPv4, change.After.IPv6));
        OwnPort[] ended = [.. before.Ports.Except(after.Ports)];
        var connections = new OldConnections(new HostNetwork());
        connections.DeleteDatagrams(ended.Concat(after.Ports.Except(before.Ports)).Select(static port => port.Forward));
        // What is open goes on being led to the address, which may be another's a moment later.
        connections.DeleteFlows(ended);
        await EndHairpinsAsync(change, living, cancellationToken).ConfigureAwait(false);
    }

    // A joined container that has ended leaves the bridge port of its donor behind; any other takes its own along.
    private async Task EndHairpinsAsync(FirewallChange change, Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        var ended = HairpinPorts.OursIn(change.Before.Owned);
        ended.ExceptWith(HairpinPorts.OursIn(change.After.Owned));
        if (ended.Count == 0) return;
        var (all, hairpins) = (await living(cancellationToken).ConfigureAwait(false), new HairpinPorts(new NamespaceService()));
        foreach (var address in ended)
        {
            if (all.FindByAddress(address) is not { } holder) continue;
            var details = await engine.Containers.InspectAsync(holder.Id, cancellationToken).ConfigureAwait(false);
            if (details.ProcessId > 0) hairpins.Set(details.ProcessId, address, on: false);
        }
    }

    // The file first: a container that is made in between is in the list that is asked for afterwards.
    private async Task ForgetAsync(Func<CancellationToken, Task<LivingContainers>> living, CancellationToken cancellationToken)
    {
        var uri = engine.Connection.Endpoint.Uri.OriginalString;
        string[] remembered = [.. desired.Read().Where(one => one.Engine == uri).Select(static one => one.Id)];
        if (remembered.Length == 0) return;
        var all = await living(cancellationToken).ConfigureAwait(false);
        var gone = remembered.Where(id => !all.Exists(id)).ToArray();
        if (gone.Length == 0) return;
        using var held = await writer.LockAsync(cancellationToken).ConfigureAwait(false);
        desired.Write([.. desired.Read().Where(one => !gone.Contains(one.Id))]);
    }
}
