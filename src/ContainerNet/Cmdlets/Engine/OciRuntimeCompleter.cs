using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Cmdlets.Engine;

/// <summary>Completes the names of the OCI runtimes the engine knows, without our own.</summary>
internal sealed class OciRuntimeCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken) =>
        (await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false)).Runtimes.Where(static runtime => runtime.Key != RuntimeNames.Name)
            .Select(static runtime => new Suggestion(runtime.Key, runtime.Value));
}
