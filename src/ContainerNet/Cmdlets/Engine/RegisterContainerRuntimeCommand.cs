using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Makes the OCI runtime of this module known to the engine, so that joined containers share the UTS namespace of their donor.</summary>
// Medium: it changes the engine's configuration, but no container that is there, and it can be undone.
[Cmdlet(VerbsLifecycle.Register, "ContainerRuntime", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ContainerRuntime))]
public sealed class RegisterContainerRuntimeCommand : ContainerRuntimeCmdlet
{
    /// <summary>The runtime that does the work: a name the engine knows, an executable in its PATH, or a path. The engine's default where none is given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(OciRuntimeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? OciRuntime { get; set; }

    private protected override string Action => Text.Format("Should_RegisterRuntime", RuntimeNames.Name, RuntimeNames.Executable);

    private protected override Task<ContainerRuntime> ChangeAsync(RuntimeRegistration registration) => registration.RegisterAsync(OciRuntime, StopToken);
}
