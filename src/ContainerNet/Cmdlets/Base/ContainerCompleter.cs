using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the names of containers, and ids where the word begins one.</summary>
internal sealed class ContainerCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken)
    {
        var all = (await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false)).OrderBy(static one => one.Name, StringComparer.Ordinal).ToArray();
        var names = all.Select(static one => new Suggestion(one.Name, ToolTipOf(one)));
        var ids = ContainerIds.IsStart(word) ? all.Select(static one => new Suggestion(one.Id, $"{one.Name}: {ToolTipOf(one)}")) : [];
        return names.Concat(ids);
    }

    private static string ToolTipOf(ContainerSummary one) =>
        $"{NetworkModes.OfWord(one.NetworkMode)?.ToString() ?? one.NetworkMode}, {one.State}, {one.Image}";
}
