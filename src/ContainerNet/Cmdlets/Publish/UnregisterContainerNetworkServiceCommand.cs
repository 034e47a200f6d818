using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services.NetworkService;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Stops the service and takes its unit away. The rules there are stay.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "ContainerNetworkService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ContainerNetworkService))]
public sealed class UnregisterContainerNetworkServiceCommand : ContainerNetworkServiceCmdlet
{
    private protected override string Action => Text.Get("Should_UnregisterService");

    private protected override Task<ContainerNetworkService> ChangeAsync(NetworkServiceRegistration registration) => registration.UnregisterAsync(StopToken);
}
