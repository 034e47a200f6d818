using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Connection;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Shows the engine this session talks to.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerEngine")]
[OutputType(typeof(ContainerEngine))]
public sealed class GetContainerEngineCommand : EngineCmdlet
{
    private protected override async Task EndAsync() => WriteObject(await EngineDescription.ReadAsync(Client, KernelView, StopToken));
}
