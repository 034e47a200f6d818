using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Lifecycle;

/// <summary>Gets containers, stopped ones included, in the order they were created.</summary>
[Cmdlet(VerbsCommon.Get, "Container")]
[OutputType(typeof(Container))]
public sealed class GetContainerCommand : EngineCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private ContainerServices? _services;
    private ContainerFilter _filter = new();

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all containers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only containers in one of these modes.</summary>
    [Parameter]
    public ContainerMode[] Mode { get; set; } = [];

    /// <summary>Only containers with these labels: key, key=value, or a hashtable.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public object[] Label { get; set; } = [];

    /// <summary>Only containers that run, paused ones included.</summary>
    [Parameter]
    public SwitchParameter Running { get; set; }

    private ContainerServices Services => _services ??= new ContainerServices(Client);

    private protected override Task BeginAsync()
    {
        _filter = new ContainerFilter { Modes = Mode, Labels = LabelFilter.Parse(Label), Running = Running };
        return base.BeginAsync();
    }

    private protected override async Task ProcessAsync()
    {
        if (Container is null)
        {
            Write(await Services.Query.ReadAsync(await Services.Finder.ListAsync(StopToken), _filter, StopToken));
            return;
        }

        foreach (var reference in Container)
        {
            try
            {
                Write(await ReadAsync(reference));
            }
            catch (ContainerNetException exception)
            {
                WriteError(exception);
            }
        }
    }

    private async Task<IReadOnlyList<Container>> ReadAsync(ContainerReference reference)
    {
        var found = await ContainerResolver.ResolveAsync(Client, reference, MyInvocation.ExpectingInput, StopToken);
        if (found is [{ Wildcard: null } named])
        {
            var container = await named.NamedAsync(() => Services.Reader.ReadAsync(named.Id, StopToken));
            return _filter.Wants(container) ? [container] : [];
        }

        return await Services.Query.ReadAsync([.. found.Select(static one => one.Summary!)], _filter, StopToken);
    }

    private void Write(IReadOnlyList<Container> containers)
    {
        foreach (var container in containers.Where(one => _written.Add(one.Id))) WriteObject(container);
    }
}
