using ContainerNet.Resources;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Modes;

/// <summary>Host (open): the host's own network namespace and physical interfaces.</summary>
internal sealed class HostPlan : ModePlan
{
    public override ContainerMode Mode => ContainerMode.Host;

    public override Task<ContainerSpec> PrepareAsync(ContainerSpec spec, ICreationObserver observer, CancellationToken cancellationToken) =>
        Task.FromResult(spec with { NetworkMode = "host" });

    public override string? FindBreach(ContainerDetails details, NamespaceService kernel) =>
        kernel.ReadSet(details.ProcessId).Net == kernel.ReadOwnSet().Net ? null : Text.Get("Breach_NotHostNamespace");
}
