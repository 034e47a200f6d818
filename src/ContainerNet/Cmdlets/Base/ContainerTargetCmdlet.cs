using System.Management.Automation;
using ContainerNet.Services;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that is pointed at containers: each is handed to <see cref="ProcessContainerAsync"/> once, however often it is named.</summary>
public abstract class ContainerTargetCmdlet : EngineCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>Whether the work begins with an inspect of the container: then one literal name, which cannot mean a container twice, needs no list.</summary>
    private protected virtual bool InspectsFirst => false;

    /// <summary>Does the cmdlet's work for one container. A <see cref="ContainerNetException"/> is written as an error, and the next follows.</summary>
    private protected abstract Task ProcessContainerAsync(ContainerTarget target);

    /// <inheritdoc/>
    private protected sealed override async Task ProcessAsync()
    {
        foreach (var reference in Container)
        {
            await TryAsync(async () =>
            {
                var found = InspectsFirst && Container.Length == 1 && !MyInvocation.ExpectingInput
                    ? await ContainerResolver.ResolveToInspectAsync(Client, reference, MyInvocation.ExpectingInput, StopToken)
                    : await ContainerResolver.ResolveAsync(Client, reference, MyInvocation.ExpectingInput, StopToken);
                foreach (var target in found.Where(one => _seen.Add(one.Id))) await TryAsync(() => ProcessContainerAsync(target));
            });
        }
    }
}
