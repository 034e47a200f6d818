using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the labels of the containers there are: first the keys, and behind a <c>=</c> the values.</summary>
internal sealed class LabelCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken)
    {
        var withValue = word.Contains('=', StringComparison.Ordinal);
        return (await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false))
            .SelectMany(one => one.Labels.Select(label => (Text: withValue ? $"{label.Key}={label.Value}" : label.Key, one.Name)))
            .GroupBy(static pair => pair.Text, static pair => pair.Name, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => new Suggestion(group.Key, string.Join(", ", group)));
    }
}
