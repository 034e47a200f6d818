using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Watching;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Tells changes of the network interfaces of containers as they happen, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "ContainerInterface")]
[OutputType(typeof(ContainerInterfaceEvent))]
public sealed class WatchContainerInterfaceCommand : EngineCmdlet
{
    private readonly List<string> _wanted = [];

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all containers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only interfaces with these names; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    private protected override async Task ProcessAsync()
    {
        foreach (var reference in Container ?? [])
        {
            await TryAsync(async () =>
            {
                var found = await ContainerResolver.ResolveAsync(Client, reference, MyInvocation.ExpectingInput, StopToken);
                if (reference.AllowsWildcard && Wildcard.Is(reference.Text)) _wanted.Add(reference.Text);
                else _wanted.AddRange(found.Select(static target => target.Id));
            });
        }
    }

    private protected override async Task EndAsync()
    {
        // Nothing of what was named or piped is there: that does not mean all containers.
        if (_wanted.Count == 0 && (Container is not null || MyInvocation.ExpectingInput)) return;
        var view = KernelViewCheck.CheckProcesses(Client.Connection.Endpoint);
        if (!view.AtHand)
        {
            var uri = Client.Connection.Endpoint.Uri;
            throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, view.Reason);
        }

        Wildcard[] names = [.. Name.Select(static name => new Wildcard(name))];
        await foreach (var change in new InterfaceWatcher(Client, view).WatchAsync(new WatchFilter(_wanted), StopToken))
        {
            if (names.Any(name => name.Matches(change.Interface.Name))) WriteObject(change);
        }
    }
}
