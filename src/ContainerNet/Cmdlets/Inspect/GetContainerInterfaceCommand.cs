using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the network interfaces and addresses a container sees, read from the kernel without entering the container.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerInterface")]
[OutputType(typeof(ContainerInterface))]
public sealed class GetContainerInterfaceCommand : EngineCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private InterfaceReader? _reader;
    private RunningContainers? _running;
    private Wildcard[] _names = [];
    private bool _hostIsDue;
    private bool _hasWarned;

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all that run.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only interfaces with these names; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Reads the counters too, and shows them.</summary>
    [Parameter]
    public SwitchParameter Statistics { get; set; }

    /// <summary>Gets the interfaces of the engine's host too, before all others.</summary>
    [Parameter]
    public SwitchParameter IncludeHost { get; set; }

    /// <summary>Where the kernel cannot be asked, gets what the engine alone knows, with a warning.</summary>
    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    private protected override async Task BeginAsync()
    {
        _names = Name is ["*"] ? [] : [.. Name.Select(static name => new Wildcard(name))];
        _hostIsDue = IncludeHost;
        await base.BeginAsync();
        _running = new RunningContainers(Client);
        _reader = new InterfaceReader(Client, KernelViewCheck.CheckProcesses(Client.Connection.Endpoint))
        {
            Statistics = Statistics,
            AllowPartial = AllowPartial,
        };
        _reader.RequireKernel();
    }

    private protected override async Task ProcessAsync()
    {
        if (Container is null)
        {
            await WriteAsync(await _running!.FindAllAsync(StopToken));
            return;
        }

        foreach (var reference in Container) await TryAsync(async () => await WriteAsync(await FindAsync(reference)));
    }

    private async Task<IReadOnlyList<Found<RunningContainer>>> FindAsync(ContainerReference reference)
    {
        var targets = await ContainerResolver.ResolveToInspectAsync(Client, reference, MyInvocation.ExpectingInput, StopToken);
        return await _running!.FindAsync(targets, _ => reference.Source, StopToken);
    }

    private async Task WriteAsync(IReadOnlyList<Found<RunningContainer>> found)
    {
        foreach (var one in found)
        {
            if (one.Error is not null) WriteError(one.Error);
        }

        RunningContainer[] fresh = [.. found.Select(static one => one.Value).OfType<RunningContainer>().Where(one => _seen.Add(one.Id))];
        if (fresh.Length == 0 && !_hostIsDue) return;
        var readings = await _reader!.ReadAsync(fresh, _hostIsDue, StopToken);
        _hostIsDue = false;
        foreach (var reading in readings)
        {
            if (reading.Error is not null) WriteError(reading.Error);
            WarnOnce(reading.Lacking);
            foreach (var link in reading.Interfaces) Write(link);
        }
    }

    /// <summary>What a session lacks it lacks for every container.</summary>
    private void WarnOnce(string lacking)
    {
        if (lacking.Length == 0 || _hasWarned) return;
        WriteWarning(Text.Format("Warning_EngineOnly", lacking));
        _hasWarned = true;
    }

    private void Write(ContainerInterface link)
    {
        if (_names.Length > 0 && !_names.Any(name => name.Matches(link.Name))) return;
        if (!Statistics)
        {
            WriteObject(link);
            return;
        }

        // The view of this name has the counters.
        var shown = new PSObject(link);
        shown.TypeNames.Insert(0, $"{typeof(ContainerInterface).FullName}#Statistics");
        WriteObject(shown);
    }
}
