using ContainerNet.Resources;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Modes;

/// <summary>Closed: a network namespace of its own with <c>lo</c> only, no route, nothing in, nothing out.</summary>
internal sealed class ClosedPlan : ModePlan
{
    public override ContainerMode Mode => ContainerMode.Closed;

    public override Task<ContainerSpec> PrepareAsync(ContainerSpec spec, ICreationObserver observer, CancellationToken cancellationToken) =>
        Task.FromResult(spec with { NetworkMode = "none" });

    public override string? FindBreach(ContainerDetails details, NamespaceService kernel)
    {
        var network = kernel.ReadNetwork(details.ProcessId);
        if (network.Inode == kernel.ReadOwnSet().Net) return Text.Get("Breach_HostNamespace");
        if (network.Interfaces.FirstOrDefault(IsWayOut) is { } link) return Text.Format("Breach_ClosedInterface", link.Name);
        return network.RouteCount > 0 ? Text.Format("Breach_ClosedRoute", network.RouteCount) : null;
    }

    // The kernel puts fallback tunnel devices (tunl0, sit0, ip6tnl0 ...) into every new namespace; while they are down nothing passes.
    private static bool IsWayOut(ContainerInterface link) => link.LinkType != "loopback" && link.Flags.Contains("UP");
}
