using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>The containers of an engine, and which rules have outlived theirs.</summary>
/// <param name="all">The engine's list, stopped containers included.</param>
internal sealed class LivingContainers(IReadOnlyList<ContainerSummary> all)
{
    private readonly Dictionary<string, ContainerSummary> _all = all.ToDictionary(static one => one.Id, StringComparer.Ordinal);

    /// <summary>Asks an engine for them.</summary>
    /// <exception cref="ContainerNetException">The errors of the engine.</exception>
    public static async Task<LivingContainers> AskAsync(IContainerEngine engine, CancellationToken cancellationToken) =>
        new(await engine.Containers.ListAsync(true, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Whether a rule is to go. What leads to a container goes when the container does not run, and when the address is not the container's any
    /// more, because another may have it. Who may get to a port is said as long as the container exists: it may be started again.
    /// </summary>
    public bool IsStale(Rule rule, RuleOwner owner)
    {
        if (RulePurpose.IsAccess(owner.Purpose)) return !Exists(owner.ContainerId);
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
