using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the routes of containers, of every table and both families, read from the kernel.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerRoute")]
[OutputType(typeof(ContainerRoute))]
public sealed class GetContainerRouteCommand : RunningContainerCmdlet
{
    private readonly NamespaceService _namespaces = new();
    private Wildcard[] _tables = [];

    /// <summary>Only routes of these tables: main, local, default, or a number; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RouteTableCompleter))]
    public string[] Table { get; set; } = ["*"];

    /// <summary>Only routes of one family: inet or inet6.</summary>
    [Parameter]
    [ValidateSet("inet", "inet6")]
    public string? AddressFamily { get; set; }

    private protected override Task BeginAsync()
    {
        _tables = [.. Table.Select(static table => new Wildcard(table))];
        return base.BeginAsync();
    }

    private protected override async Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers) =>
        WriteAll(await Task.Run(() => NamespaceGroups.Read(_namespaces, containers, RouteReader.Read, StopToken), StopToken), Write);

    private void Write(NamespaceReading<ContainerRoute> reading)
    {
        foreach (var route in reading.Items.Where(Wants))
            WriteObject(route with { ContainerName = reading.Container.Name, ContainerId = reading.Container.Id });
    }

    private bool Wants(ContainerRoute route) =>
        (AddressFamily is null || string.Equals(route.Family, AddressFamily, StringComparison.OrdinalIgnoreCase))
        && Array.Exists(_tables, table => table.Matches(route.Table));
}
