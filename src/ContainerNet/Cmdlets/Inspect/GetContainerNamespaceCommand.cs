using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the namespaces of containers, and who else is in them, read from the kernel.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerNamespace")]
[OutputType(typeof(ContainerNamespace))]
public sealed class GetContainerNamespaceCommand : RunningContainerCmdlet
{
    private readonly NamespaceTable _table = new(new NamespaceService());

    /// <summary>Only namespaces of these types.</summary>
    [Parameter]
    [ValidateSet("net", "uts", "ipc", "pid", "mnt", "user", "cgroup", "time")]
    public string[] Type { get; set; } = NamespaceTable.Types;

    private protected override async Task WriteAsync(IReadOnlyList<Found<ContainerDetails>> containers)
    {
        // Whoever was not asked for can still share. Without names all were asked for.
        var running = Container is null ? containers : await Running.InspectAsync(await Running.ListAsync(StopToken), static target => target.Name, StopToken);
        WriteAll(await Task.Run(() => _table.Read(containers, running, StopToken), StopToken), Write);
    }

    private void Write(ContainerNamespace[] all) =>
        WriteObject(all.Where(one => Type.Contains(one.Type, StringComparer.OrdinalIgnoreCase)), enumerateCollection: true);
}
