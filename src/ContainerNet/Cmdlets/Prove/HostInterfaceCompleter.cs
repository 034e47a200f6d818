using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Completes the interfaces of this host that have an address.</summary>
internal sealed class HostInterfaceCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken) =>
        Task.FromResult(new HostNetwork().Links.Order(StringComparer.Ordinal).Select(static name => new Suggestion(name, "")));
}
