using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names of the chains that iptables has now.</summary>
internal sealed class FirewallChainCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken)
    {
        if (!KernelViewCheck.Check(engine.Connection.Endpoint).AtHand) return [];
        var view = await FirewallMemory.Shared.GetAsync(anew: false, cancellationToken).ConfigureAwait(false);
        return view.Sets.SelectMany(static set => set.Rules.Tables.SelectMany(static table => table.Chains.Select(chain => (chain.Chain, table.Name))))
            .GroupBy(static chain => chain.Chain, static chain => chain.Name, StringComparer.Ordinal)
            .OrderBy(static chain => chain.Key, StringComparer.Ordinal)
            .Select(static chain => new Suggestion(chain.Key, string.Join(", ", chain.Distinct())));
    }
}
