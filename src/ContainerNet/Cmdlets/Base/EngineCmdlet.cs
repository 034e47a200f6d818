using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that talks to an engine: the one given, else this runspace's default, else the first that is found.</summary>
public abstract class EngineCmdlet : ContainerNetCmdlet
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private Task<IContainerEngine>? _client;
    private KernelView? _kernel;

    /// <summary>The engine to use: an object of <c>Connect-ContainerEngine</c>, or a uri.</summary>
    [Parameter]
    [EngineTransformation]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public ContainerEngine? Engine { get; set; }

    /// <summary>The connected engine; there from BeginAsync on.</summary>
    private protected IContainerEngine Client =>
        _client is { IsCompletedSuccessfully: true } ? _client.Result : throw new InvalidOperationException("BeginAsync has not run.");

    /// <summary>Whether the engine's containers can be read in this machine's kernel; found out when it is asked for first.</summary>
    private protected KernelView KernelView => _kernel ??= KernelViewCheck.Check(Client.Connection.Endpoint);

    // Without an await: what waits is compiled anew in every session, on the way of its first call.
    private protected override Task BeginAsync()
    {
        var engines = RunspaceEngines.Current;
        var resolver = new EndpointResolver(Surroundings.Real);
        var endpoint = Engine is not null ? resolver.OfEngine(Engine) : engines.Default ?? resolver.Default();
        return _client = engines.ConnectAsync(endpoint, StopToken);
    }

    /// <summary>Tells that a file of memories was found broken and set aside.</summary>
    private protected void WarnSetAside(ContainerServices services)
    {
        if (services.Ports.SetAside is { } aside && _warned.Add(aside)) WriteWarning(Text.Format("Warning_DesiredSetAside", aside));
    }

    /// <summary>Refuses where the engine's containers cannot be read in this machine's kernel.</summary>
    /// <exception cref="ContainerNetException">KernelViewNotAtHand.</exception>
    private protected void RequireKernel()
    {
        if (KernelView.AtHand) return;
        var uri = Client.Connection.Endpoint.Uri;
        throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, KernelView.Reason);
    }

    /// <summary>Waits for a sweep of guards; one that fails leaves to the next what it could not take away, and is a warning.</summary>
    private protected async Task SweptAsync(Task sweep)
    {
        try
        {
            await sweep;
        }
        catch (ContainerNetException exception)
        {
            WriteWarning(Text.Format("Warning_SweepFailed", exception.Message, exception.RecommendedAction));
        }
    }
}
