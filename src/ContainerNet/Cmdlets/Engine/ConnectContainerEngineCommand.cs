using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Connection;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Connects with an engine and makes it the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "ContainerEngine", DefaultParameterSetName = "Uri")]
[OutputType(typeof(ContainerEngine))]
public sealed class ConnectContainerEngineCommand : ContainerNetCmdlet
{
    /// <summary>Where the engine is: unix:///path, tcp://host:port, http:// or https://.</summary>
    [Parameter(Position = 0, ParameterSetName = "Uri")]
    [ArgumentCompleter(typeof(EngineCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Uri { get; set; }

    /// <summary>The name of a docker context.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Context")]
    [ArgumentCompleter(typeof(ContextCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Context { get; set; }

    private protected override async Task BeginAsync()
    {
        var resolver = new EndpointResolver(Surroundings.Real);
        var endpoint = Context is not null ? resolver.OfContext(Context) : Uri is not null ? resolver.OfUri(Uri) : resolver.Default();
        var engines = RunspaceEngines.Current;
        var client = await engines.ConnectAsync(endpoint, StopToken);
        var engine = await EngineDescription.ReadAsync(client, KernelViewCheck.Check(endpoint), StopToken);
        engines.Default = endpoint;
        WriteObject(engine);
    }
}
