using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
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
    private Wildcard[] _names = [];

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

    private InterfaceReader Reader =>
        _reader ??= new InterfaceReader(Client, new NamespaceService(), KernelViewCheck.CheckProcesses(Client.Connection.Endpoint));

    private protected override Task BeginAsync()
    {
        _names = [.. Name.Select(static name => new Wildcard(name))];
        return base.BeginAsync();
    }

    private protected override async Task ProcessAsync()
    {
        if (Container is null)
        {
            foreach (var target in await Reader.ListRunningAsync(StopToken)) await TryAsync(() => WriteAsync(target, target.Name));
            return;
        }

        foreach (var reference in Container)
        {
            await TryAsync(async () =>
            {
                foreach (var target in await ContainerResolver.ResolveAsync(Client, reference, MyInvocation.ExpectingInput, StopToken))
                    await TryAsync(() => WriteAsync(target, reference.Source));
            });
        }
    }

    private async Task WriteAsync(ContainerTarget target, object given)
    {
        if (!_seen.Add(target.Id)) return;
        foreach (var link in await Reader.ReadAsync(target, given, StopToken))
        {
            if (_names.Any(name => name.Matches(link.Name))) WriteObject(link);
        }
    }
}
