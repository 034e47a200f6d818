using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>The engines of one runspace: its default and those it has connected with. Runspaces never change each other's.</summary>
internal sealed class RunspaceEngines
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceEngines> s_all = [];

    private readonly EngineCache _cache = new(() => EngineFactoryLoader.Factory);

    /// <summary>Those of the runspace this thread runs in.</summary>
    public static RunspaceEngines Current => s_all.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>What <c>Connect-ContainerEngine</c> chose; null before it ran.</summary>
    public EngineEndpoint? Default { get; set; }

    public Task<IContainerEngine> ConnectAsync(EngineEndpoint endpoint, CancellationToken cancellationToken) =>
        _cache.ConnectAsync(endpoint, cancellationToken);
}
