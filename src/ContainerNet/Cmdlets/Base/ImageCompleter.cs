using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the references of the images that are there.</summary>
internal sealed class ImageCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken) =>
        (await engine.Images.ListReferencesAsync(cancellationToken).ConfigureAwait(false))
            .Order(StringComparer.Ordinal)
            .Select(static reference => new Suggestion(reference, ""));
}
