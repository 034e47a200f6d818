using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Takes the OCI runtime of this module out of the engine and removes its executable.</summary>
// High: a container that was made with it and restored from elsewhere could not be started any more.
[Cmdlet(VerbsLifecycle.Unregister, "ContainerRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ContainerRuntime))]
public sealed class UnregisterContainerRuntimeCommand : EngineCmdlet
{
    /// <summary>Reload the engine also where that applies other changes that stand in its configuration file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the runtime that was taken away.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task EndAsync()
    {
        if (!ShouldProcess(Client.Connection.Endpoint.Uri.OriginalString, Text.Format("Should_UnregisterRuntime", RuntimeNames.Name, RuntimeNames.Folder))) return;
        var runtime = await new RuntimeRegistration(Client, Force).UnregisterAsync(StopToken);
        if (PassThru) WriteObject(runtime);
    }
}
