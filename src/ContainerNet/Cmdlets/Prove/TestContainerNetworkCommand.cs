using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using ContainerNet.Services.Checking;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Tells of each promise of a container's mode whether it holds, why that matters, and what puts it right.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerNetwork")]
[OutputType(typeof(Check), typeof(bool))]
public sealed class TestContainerNetworkCommand : SnapshotCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private IReadOnlyList<ContainerSummary> _containers = [];
    private NetworkChecker? _checker;
    private bool _holds = true;

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all that run, and the host.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only these checks, by their ids; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CheckCompleter))]
    public string[] Check { get; set; } = ["*"];

    /// <summary>Gives one Boolean: whether all promises hold. What cannot be told counts as broken.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>A snapshot to look at instead of the host as it is now: an object, the path of a file, or JSON text.</summary>
    [Parameter]
    [SnapshotTransformation]
    public SnapshotReference? Snapshot { get; set; }

    // With a snapshot in hand no engine is needed.
    private protected override async Task BeginAsync()
    {
        var wanted = Array.ConvertAll(Check, static text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant));
        if (!CheckTable.Ids.Any(id => Array.Exists(wanted, one => one.IsMatch(id))))
            throw ContainerNetException.Create(ErrorId.ArgumentInvalid, Check, string.Join(", ", Check), "-Check", string.Join(", ", CheckTable.Ids));
        if (Snapshot is null)
        {
            await base.BeginAsync();
            RequireKernel();
        }

        var snapshot = Snapshot?.Read(SessionState) ?? await TakeSnapshotAsync();
        _containers = [.. snapshot.Containers.Select(static one => new ContainerSummary { Id = one.Id, Name = one.Name, State = one.State, NetworkMode = one.NetworkMode })];
        _checker = new NetworkChecker(snapshot, id => Array.Exists(wanted, one => one.IsMatch(id)));
    }

    private protected override async Task ProcessAsync()
    {
        if (Container is null)
        {
            foreach (var id in _checker!.Running) Write(_checker.OfContainer(id));
            Write(_checker.OfHost());
            return;
        }

        foreach (var reference in Container) await TryAsync(() => WriteAsync(reference));
    }

    private protected override Task EndAsync()
    {
        if (Quiet) WriteObject(_holds);
        return Task.CompletedTask;
    }

    private Task WriteAsync(ContainerReference reference)
    {
        // An error below leaves it so.
        var held = _holds;
        _holds = false;
        var found = ContainerResolver.Resolve(_containers, reference, MyInvocation.ExpectingInput);
        _holds = held;
        foreach (var target in found.Where(one => _seen.Add(one.Id)))
        {
            var (isPattern, state) = (target.Wildcard is not null, target.Summary!.State);
            if (_checker!.IsRunning(target.Id)) Write(_checker.OfContainer(target.Id));
            else if (!isPattern) Refuse(target.Name, state);
        }

        return Task.CompletedTask;
    }

    private void Refuse(string name, string state)
    {
        _holds = false;
        WriteError(ContainerNetException.Create(ErrorId.ContainerNotRunning, name, name, state));
    }

    private void Write(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            StopToken.ThrowIfCancellationRequested();
            if (check.Result != nameof(CheckResult.Pass)) _holds = false;
            if (!Quiet) WriteObject(check);
        }
    }
}
