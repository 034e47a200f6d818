using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Takes away the rules that lead to containers, and goes on remembering what they were for.</summary>
internal sealed class PortWithdrawal(IContainerEngine engine, NamespaceService namespaces, FirewallWriter writer, DesiredState desired)
{
    private readonly PortRules _rules = new(writer, desired, new HairpinPorts(namespaces));
    private readonly OldConnections _connections = new(new HostNetwork());

    /// <summary>Takes away what leads to a container and to those that have joined it; one look at a file where nothing was ever published.</summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed, and the errors of the firewall.</exception>
    public async Task WithdrawAsync(string containerId, CancellationToken cancellationToken)
    {
        if (!desired.Exists || !GuardService.IsPermitted) return;
        var concerned = desired.Read().Where(one => one.Ports.Length > 0 && (one.Id == containerId || one.Donor == containerId)).ToArray();
        if (concerned.Length == 0) return;
        var process = await HolderOfAsync(await engine.Containers.InspectAsync(containerId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        using var held = await writer.LockAsync(cancellationToken).ConfigureAwait(false);
        foreach (var one in concerned)
        {
            if (await writer.Tools.ReadAsync(FirewallWriter.IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false) is not { } before) return;
            await _rules.ChangeAsync(before, new PortChange(one.Id, Nothing(one), static remembered => remembered) { ProcessId = process }).ConfigureAwait(false);
            _connections.DeleteDatagrams(one.Ports);
        }
    }

    /// <summary>A process in the network namespace that has the addresses of a container; 0 where none runs.</summary>
    public async Task<int> HolderOfAsync(ContainerDetails container, CancellationToken cancellationToken)
    {
        if (NetworkModes.DonorOf(container.NetworkMode) is not { } donor) return container.ProcessId;
        try
        {
            return (await engine.Containers.InspectAsync(donor, cancellationToken).ConfigureAwait(false)).ProcessId;
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            return 0;
        }
    }

    private static FirewallWish Nothing(DesiredContainer one) => new([], [], (_, owner) => owner.ContainerId == one.Id && one.Ends(owner));
}
