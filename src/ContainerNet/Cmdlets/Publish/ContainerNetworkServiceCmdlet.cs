using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.NetworkService;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>A cmdlet that changes whether the service runs.</summary>
public abstract class ContainerNetworkServiceCmdlet : ContainerNetCmdlet
{
    /// <summary>Write the service as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, in words, for <c>-WhatIf</c>.</summary>
    private protected abstract string Action { get; }

    private protected abstract Task<ContainerNetworkService> ChangeAsync(NetworkServiceRegistration registration);

    private protected sealed override async Task EndAsync()
    {
        var registration = NetworkServiceRegistration.Here;
        if (!ShouldProcess(registration.UnitPath, Action)) return;
        var service = await ChangeAsync(registration);
        if (PassThru) WriteObject(service);
    }
}
