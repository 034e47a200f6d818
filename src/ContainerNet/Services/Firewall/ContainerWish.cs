using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>What is wanted for one container beside its guard. Pure.</summary>
/// <param name="ContainerId">The container.</param>
internal sealed record ContainerWish(string ContainerId)
{
    /// <summary>Where its ports lead: one address a family.</summary>
    public ForwardAddress[] Addresses { get; init; } = [];

    /// <summary>The ports that lead there.</summary>
    public PortForward[] Ports { get; init; } = [];

    /// <summary>What rules' comments call these ports.</summary>
    public HashSet<string> Labels => Ports.Select(static port => port.Port).ToHashSet(StringComparer.Ordinal);

    /// <summary>Who may get to which ports, these and those the engine publishes.</summary>
    public PortAccess[] Access { get; init; } = [];

    /// <summary>The addresses whose hairpin mode this module turns on.</summary>
    public IReadOnlyCollection<IPAddress> Hairpins { get; init; } = [];

    /// <summary>The rules of all these containers.</summary>
    /// <param name="wishes">The containers.</param>
    /// <param name="isReplaced">Whether another rule of a container is to go.</param>
    public static FirewallWish Rules(IReadOnlyCollection<ContainerWish> wishes, Func<Rule, RuleOwner, bool> isReplaced) => new(
        [.. wishes.SelectMany(static wish => wish.RulesOf(AddressFamily.InterNetwork))],
        [.. wishes.SelectMany(static wish => wish.RulesOf(AddressFamily.InterNetworkV6))],
        isReplaced);

    private IEnumerable<Rule> RulesOf(AddressFamily family) =>
        Access.SelectMany(access => PublishRules.For(ContainerId, access, family))
            .Concat(Addresses.Where(to => to.Address.AddressFamily == family)
                .SelectMany(to => Ports.SelectMany(port => PublishRules.For(ContainerId, to, port, Hairpins.Contains(to.Address)))));
}
