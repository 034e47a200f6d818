using System.Management.Automation;
using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that looks into running containers: those it is pointed at, or all. Each is handed to <see cref="WriteAsync"/> once, with its fellows.</summary>
public abstract class RunningContainerCmdlet : EngineCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private RunningContainers? _running;

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all that run.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>The engine's running containers.</summary>
    private protected RunningContainers Running => _running ??= new RunningContainers(Client);

    /// <summary>Whether the processes the engine tells of are processes of this machine; rights are not looked at.</summary>
    private protected KernelView ProcessView { get; private set; } = KernelView.Here;

    /// <summary>Whether the engine's word alone will do.</summary>
    private protected virtual bool WorksWithoutKernel => false;

    /// <summary>Whether a container of the engine's list is worth an inspect, where none was named.</summary>
    private protected virtual bool Wants(ContainerSummary listed) => true;

    /// <summary>Writes what was found of these containers; the errors of those that were not found stand among them.</summary>
    private protected abstract Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers);

    private protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        ProcessView = KernelViewCheck.CheckProcesses(Client.Connection.Endpoint);
        if (ProcessView.AtHand || WorksWithoutKernel) return;
        var uri = Client.Connection.Endpoint.Uri;
        throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, ProcessView.Reason);
    }

    private protected sealed override async Task ProcessAsync()
    {
        if (Container is null)
        {
            var listed = await Running.ListAsync(StopToken);
            await InspectAndWriteAsync([.. listed.Where(target => Wants(target.Summary!))], static target => target.Name);
            return;
        }

        foreach (var reference in Container)
        {
            await TryAsync(async () => await InspectAndWriteAsync(
                await ContainerResolver.ResolveToInspectAsync(Client, reference, MyInvocation.ExpectingInput, StopToken), _ => reference.Source));
        }
    }

    /// <summary>Writes each item or its error.</summary>
    private protected void WriteAll<T>(IEnumerable<Found<T>> all, Action<T> write)
    {
        foreach (var one in all)
        {
            if (one.Error is not null) WriteError(one.Error);
            else if (one.Value is not null) write(one.Value);
        }
    }

    private async Task InspectAndWriteAsync(IReadOnlyList<ContainerTarget> targets, Func<ContainerTarget, object> given) =>
        await WriteAsync([.. (await Running.InspectAsync(targets, given, StopToken)).Where(one => one.Value is null || _seen.Add(one.Value.Id))]);
}
