using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Completes what a flow can come from or go to: outside, host, and the containers that run.</summary>
internal class FlowEndCompleter : EngineItemCompleter
{
    /// <summary>What is no container.</summary>
    protected virtual IEnumerable<Suggestion> Words => [new Suggestion("outside", Text.Get("Completion_Outside")), new Suggestion("host", Text.Get("Completion_Host"))];

    /// <inheritdoc/>
    protected sealed override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken)
    {
        var running = await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        return Words.Concat(running.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => new Suggestion(one.Name, one.Image)));
    }
}
