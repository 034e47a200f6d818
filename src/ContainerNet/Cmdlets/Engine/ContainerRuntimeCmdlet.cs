using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>A cmdlet that changes whether the engine knows the OCI runtime of this module.</summary>
public abstract class ContainerRuntimeCmdlet : EngineCmdlet
{
    /// <summary>Reload the engine also where that applies other changes that stand in its configuration file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the runtime as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, in words, for <c>-WhatIf</c>.</summary>
    private protected abstract string Action { get; }

    private protected abstract Task<ContainerRuntime> ChangeAsync(RuntimeRegistration registration);

    private protected sealed override async Task EndAsync()
    {
        if (!ShouldProcess(Client.Connection.Endpoint.Uri.OriginalString, Action)) return;
        var runtime = await ChangeAsync(new RuntimeRegistration(Client, Force));
        if (PassThru) WriteObject(runtime);
    }
}
