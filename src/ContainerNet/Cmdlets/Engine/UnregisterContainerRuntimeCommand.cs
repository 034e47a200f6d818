using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Takes the OCI runtime of this module out of the engine and removes its executable.</summary>
// High: a container that was made with it and restored from elsewhere could not be started any more.
[Cmdlet(VerbsLifecycle.Unregister, "ContainerRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ContainerRuntime))]
public sealed class UnregisterContainerRuntimeCommand : ContainerRuntimeCmdlet
{
    private protected override string Action => Text.Format("Should_UnregisterRuntime", RuntimeNames.Name, RuntimeNames.Folder);

    private protected override Task<ContainerRuntime> ChangeAsync(RuntimeRegistration registration) => registration.UnregisterAsync(StopToken);
}
