using System.Text;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>Tells the firewall's rules and whom each is about; what was found out last is remembered as long as nothing has changed.</summary>
/// <param name="engine">The engine.</param>
/// <param name="anew">Whether the counters have to be of now.</param>
internal sealed class FirewallRuleService(IContainerEngine engine, bool anew)
{
    private static volatile Answer? s_last;

    private bool _anew = anew;
    private Answer? _own;

    /// <summary>The rules, for the containers there are now.</summary>
    /// <param name="containerId">A container that has to be among them, where it is known; the engine is asked once for many that are.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">What the engine and <see cref="FirewallReader.ReadAsync"/> throw.</exception>
    public async Task<AttributedFirewall> GetAsync(string? containerId, CancellationToken cancellationToken)
    {
        if (_own is { } own && containerId is not null && own.Rules.Has(containerId) && FirewallMemory.Holds(own.View)) return own.Rules;
        var containers = engine.Containers.ListAsync(true, cancellationToken);
        var networks = engine.Networks.ListAsync(cancellationToken);
        var reading = FirewallMemory.Shared.GetAsync(_anew, cancellationToken);
        await Task.WhenAll(containers, networks, reading).ConfigureAwait(false);
        _anew = false;
        _own = Attribute(
            await reading.ConfigureAwait(false), await containers.ConfigureAwait(false), await networks.ConfigureAwait(false));
        return _own.Rules;
    }

    private static Answer Attribute(FirewallView view, IReadOnlyList<ContainerSummary> containers, IReadOnlyList<NetworkDetails> networks)
    {
        var named = Names(containers, networks);
        if (s_last is { } last && ReferenceEquals(last.View, view) && last.Named == named) return last;
        return s_last = new Answer(view, named, new AttributedFirewall(view, containers, networks));
    }

    // All of containers and networks that the attribution looks at.
    private static string Names(IReadOnlyList<ContainerSummary> containers, IReadOnlyList<NetworkDetails> networks)
    {
        var text = new StringBuilder();
        foreach (var container in containers)
        {
            text.Append(container.Id).Append(' ').Append(container.Name).Append(' ').Append(container.NetworkMode);
            foreach (var endpoint in container.Endpoints)
                text.Append(' ').Append(endpoint.Network).Append('=').Append(endpoint.IPAddress).Append(',').Append(endpoint.IPv6Address);
            text.Append('\n');
        }

        // The engine lists networks in another order each time.
        foreach (var network in networks.OrderBy(static one => one.Id, StringComparer.Ordinal))
            text.Append(network.Name).Append(' ').Append(network.BridgeName).Append(' ').AppendJoin(',', network.Subnets).Append('\n');
        return text.ToString();
    }

    private sealed record Answer(FirewallView View, string Named, AttributedFirewall Rules);
}
