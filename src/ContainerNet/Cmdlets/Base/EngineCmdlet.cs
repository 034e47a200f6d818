using System.Management.Automation;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that talks to an engine: the one given, else this runspace's default, else the first that is found.</summary>
public abstract class EngineCmdlet : ContainerNetCmdlet
{
    private IContainerEngine? _client;

    /// <summary>The engine to use: an object of <c>Connect-ContainerEngine</c>, or a uri.</summary>
    [Parameter]
    public ContainerEngine? Engine { get; set; }

    /// <summary>The connected engine; there from BeginAsync on.</summary>
    private protected IContainerEngine Client => _client ?? throw new InvalidOperationException("BeginAsync has not run.");

    private protected override Task BeginAsync()
    {
        _client = null;
        return Task.CompletedTask;
    }
}
