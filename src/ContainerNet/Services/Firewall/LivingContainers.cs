using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>The containers of an engine, and which rules have outlived theirs.</summary>
/// <param name="all">The engine's list, stopped containers included.</param>
/// <param name="desired">What was published on them while they ran; null where that does not matter. It is read where it is needed first.</param>
internal sealed class LivingContainers(IReadOnlyList<ContainerSummary> all, DesiredState? desired = null)
{
    private readonly Dictionary<string, ContainerSummary> _all = all.ToDictionary(static one => one.Id, StringComparer.Ordinal);

    private readonly Lazy<Dictionary<string, DesiredContainer>> _remembered = new(() =>
        (desired?.Peek() ?? []).ToDictionary(static one => one.Id, StringComparer.Ordinal));

    /// <summary>Asks an engine for them.</summary>
    /// <exception cref="ContainerNetException">The errors of the engine.</exception>
    public static async Task<LivingContainers> AskAsync(IContainerEngine engine, DesiredState desired, CancellationToken cancellationToken) =>
        new(await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false), desired);

    /// <summary>
    /// Whether a rule is to go. What leads to a container goes when the container does not run, and when the address is not the container's any
    /// more, because another may have it. Who may get to a port of the engine's is said as long as the container exists: it may be started by other
    /// hands. To one of this module's it is said while the container runs, for only then does it lead anywhere.
    /// </summary>
    /// <exception cref="ContainerNetException">DesiredStateFailed.</exception>
    public bool IsStale(Rule rule, RuleOwner owner)
    {
        if (RulePurpose.IsAccess(owner.Purpose)) return !Exists(owner.ContainerId) || (!Runs(owner.ContainerId) && Publishes(owner));
        if (Running(owner.ContainerId) is not { } container) return true;
        return RulePurpose.IsForwarding(owner.Purpose) && !(ForwardedTo(rule, owner.Purpose) is { } address && AddressesOf(container).Contains(address));
    }

    /// <summary>Whether it runs.</summary>
    public bool Runs(string id) => Running(id) is not null;

    /// <summary>Whether the engine has it, running or not.</summary>
    public bool Exists(string id) => _all.ContainsKey(id);

    /// <summary>The running container that has an address; null where none has it.</summary>
    public ContainerSummary? FindByAddress(IPAddress address) => _all.Values.FirstOrDefault(one => IsRunning(one) && Own(one).Contains(address));

    /// <summary>Whether a container of the engine's list has its addresses now.</summary>
    public static bool IsRunning(ContainerSummary one) => one.State is "running" or "paused" or "restarting";

    private bool Publishes(RuleOwner owner) => _remembered.Value.TryGetValue(owner.ContainerId, out var remembered) && remembered.Publishes(owner.Port);

    private ContainerSummary? Running(string id) => _all.TryGetValue(id, out var one) && IsRunning(one) ? one : null;

    // A joined container has the addresses of its donor.
    private IEnumerable<IPAddress> AddressesOf(ContainerSummary one) =>
        NetworkModes.DonorOf(one.NetworkMode) is not { } donor ? Own(one)
        : Running(donor) is { } giver ? Own(giver)
        : [];

    private static IEnumerable<IPAddress> Own(ContainerSummary one) =>
        one.Endpoints.SelectMany(static endpoint => new[] { endpoint.IPAddress, endpoint.IPv6Address })
            .Where(static text => text.Length > 0).Select(static text => IPAddress.Parse(text));

    private static IPAddress? ForwardedTo(Rule rule, string purpose) => purpose switch
    {
        RulePurpose.Publish => DnatDestination.Parse(rule.Find("--to-destination")?.Value ?? "")?.Address,
        RulePurpose.Reply => AddressIn(rule, "-s"),
        _ => AddressIn(rule, "-d"),
    };

    private static IPAddress? AddressIn(Rule rule, string option) =>
        IPAddress.TryParse((rule.Find(option)?.Value ?? "").Split('/')[0], out var address) ? address : null;
}
