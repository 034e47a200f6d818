using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.NetworkService;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Has systemd run <c>Watch-ContainerNetwork</c> as a service.</summary>
// Medium: a service of root is started, and it can be undone.
[Cmdlet(VerbsLifecycle.Register, "ContainerNetworkService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ContainerNetworkService))]
public sealed class RegisterContainerNetworkServiceCommand : ContainerNetworkServiceCmdlet
{
    /// <summary>The absolute path of the pwsh that runs it; the one that runs this, or the installed one, where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShellPath { get; set; }

    /// <summary>The engine it watches: an object of <c>Connect-ContainerEngine</c>, or a uri.</summary>
    [Parameter]
    [EngineTransformation]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public ContainerEngine? Engine { get; set; }

    private protected override string Action => Text.Get("Should_RegisterService");

    private protected override async Task<ContainerNetworkService> ChangeAsync(NetworkServiceRegistration registration)
    {
        var powerShell = ServicePrograms.FindPowerShell(PowerShellPath);
        var service = await registration.RegisterAsync(powerShell, ServicePrograms.FindModule(), Engine?.Uri ?? RunspaceEngines.Current.Default?.Uri.OriginalString, StopToken);
        if (!service.Started) WriteWarning(Text.Format("Warning_ServiceNotStarted", service.Path, service.Name));
        return service;
    }
}
