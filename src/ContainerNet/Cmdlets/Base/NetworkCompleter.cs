using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the names of networks.</summary>
internal sealed class NetworkCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken) =>
        (await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false))
            .OrderBy(static one => one.Name, StringComparer.Ordinal)
            .Select(static one => new Suggestion(one.Name, string.Join(", ", [one.Driver, .. one.Subnets])));
}
