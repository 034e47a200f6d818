using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Publishing;

/// <summary>The ports this module has published, and who may get to which, as the rules themselves say: pure.</summary>
internal sealed class OwnPorts
{
    private OwnPorts(OwnPort[] ports, (string ContainerId, string Label, PortAccess Access)[] access) => (Ports, Access) = (ports, access);

    public static OwnPorts None { get; } = new([], []);

    /// <summary>What is published, by rule: of a port for every address of both families there are two.</summary>
    public IReadOnlyList<OwnPort> Ports { get; }

    /// <summary>Who may get to which ports, by rule.</summary>
    public IReadOnlyList<(string ContainerId, string Label, PortAccess Access)> Access { get; }

    /// <summary>Reads them of one reading of the firewall.</summary>
    public static OwnPorts Read(RuleSet ipv4, RuleSet? ipv6)
    {
        (RuleSet Rules, AddressFamily Family)[] sets =
            ipv6 is null ? [(ipv4, AddressFamily.InterNetwork)] : [(ipv4, AddressFamily.InterNetwork), (ipv6, AddressFamily.InterNetworkV6)];
        return new OwnPorts(
            [.. sets.SelectMany(static set => set.Rules.Table("nat").RulesOf(OwnedChains.Nat).Select(rule => ReadPort(rule, set.Family))).OfType<OwnPort>()],
            [.. sets.SelectMany(static set => ReadAccess(set.Rules, set.Family))]);
    }

    /// <summary>The ports of a container, one by one, as <see cref="PublishedPort"/>.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="labels">What rules' comments call the ones that are meant; null for all.</param>
    public IEnumerable<PublishedPort> Of(string containerId, IReadOnlySet<string>? labels = null) => Ports
        .Where(port => port.ContainerId == containerId && labels?.Contains(port.Owner.Port) != false)
        .SelectMany(port => port.Forward.Mappings.Select(mapping => Describe(port.ContainerId, mapping.HostIP, mapping.HostPort, mapping.ContainerPort, mapping.Protocol)));

    /// <summary>The networks, of both families, that may get to a port of a container; none where everybody may.</summary>
    public string[] AllowFrom(string containerId, string hostIP, int hostPort, string protocol)
    {
        var about = Access.Where(one => one.ContainerId == containerId && one.Access.Protocol == protocol && one.Access.Host.Overlaps(PortRange.One(hostPort)))
            .Select(static one => one.Access).ToArray();
        return Array.Exists(about, access => Covers(access.HostIP, hostIP))
            ? [.. about.Where(access => access.HostIP == hostIP || IsEvery(access.HostIP)).SelectMany(static access => access.AllowFrom).Distinct(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Who may get to which ports of a container, as it was asked for: of both families together.</summary>
    public PortAccess[] AccessOf(string containerId) =>
        [.. Access.Where(one => one.ContainerId == containerId).GroupBy(static one => one.Label)
            .Select(static group => PortLabel.Parse(group.Key) is { } about
                ? about with { AllowFrom = [.. group.SelectMany(static one => one.Access.AllowFrom).Distinct(StringComparer.Ordinal)] } : null).OfType<PortAccess>()];

    /// <summary>Those of some containers.</summary>
    /// <param name="isWanted">Tells by a container's id.</param>
    public OwnPorts Where(Func<string, bool> isWanted) =>
        new([.. Ports.Where(port => isWanted(port.ContainerId))], [.. Access.Where(one => isWanted(one.ContainerId))]);

    /// <summary>What is published of a container, by the engine and by this module, with who may get there.</summary>
    public PublishedPort[] Complete(ContainerDetails container) =>
        [.. container.Ports.Select(port => port with { AllowFrom = AllowFrom(container.Id, port.HostIP, port.HostPort, port.Protocol) }).Concat(Of(container.Id))];

    private PublishedPort Describe(string containerId, string hostIP, int hostPort, int containerPort, string protocol) => new()
    {
        HostIP = hostIP,
        HostPort = hostPort,
        ContainerPort = containerPort,
        Protocol = protocol,
        Source = PublishedPort.ByContainerNet,
        AllowFrom = AllowFrom(containerId, hostIP, hostPort, protocol),
    };

    private static bool Covers(string access, string hostIP) =>
        access == hostIP || (IsEvery(access) && Cidr.FamilyOf(access) == Cidr.FamilyOf(hostIP));

    private static bool IsEvery(string hostIP) => hostIP is "0.0.0.0" or "::";

    private static OwnPort? ReadPort(Rule rule, AddressFamily family)
    {
        if (OwnerComment.OwnerOf(rule) is not { Purpose: RulePurpose.Publish } owner || ReadHost(rule, family) is not { } host) return null;
        if (DnatDestination.Parse(rule.Find("--to-destination")?.Value ?? "") is not { } destination) return null;
        return new OwnPort(owner, destination.Address, new PortForward(host.HostIP, host.Ports, destination.Ports ?? host.Ports, host.Protocol));
    }

    private static IEnumerable<(string ContainerId, string Label, PortAccess Access)> ReadAccess(RuleSet rules, AddressFamily family) =>
        rules.Table("mangle").RulesOf(OwnedChains.Access)
            .Select(rule => (Rule: rule, Owner: OwnerComment.OwnerOf(rule), Host: ReadHost(rule, family)))
            .Where(static one => one is { Owner: { } owner, Host: not null } && RulePurpose.IsAccess(owner.Purpose))
            .GroupBy(static one => (one.Owner!.Value.ContainerId, one.Owner.Value.Port, Host: one.Host!.Value))
            .Select(group => (group.Key.ContainerId, group.Key.Port, new PortAccess(group.Key.Host.HostIP, group.Key.Host.Ports, group.Key.Host.Protocol,
                [.. group.Where(static one => one.Owner!.Value.Purpose == RulePurpose.Allow).Select(one => one.Rule.Find("-s")?.Value ?? Every(family) + "/0")])));

    private static (string HostIP, PortRange Ports, string Protocol)? ReadHost(Rule rule, AddressFamily family)
    {
        string[] ports = (rule.Find("--dport")?.Value ?? "").Split(':');
        if (!int.TryParse(ports[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)) return null;
        if (!int.TryParse(ports[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)) return null;
        return (rule.Find("-d")?.Value.Split('/')[0] ?? Every(family), new PortRange(first, last), rule.Find("-p")?.Value ?? "");
    }

    private static string Every(AddressFamily family) => family == AddressFamily.InterNetwork ? "0.0.0.0" : "::";
}

/// <summary>A port that this module has published.</summary>
/// <param name="Owner">Whose it is, and what its rules' comments call it.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Forward">The ports, at one address of the host or at every one of a family.</param>
internal sealed record OwnPort(RuleOwner Owner, IPAddress Address, PortForward Forward)
{
    public string ContainerId => Owner.ContainerId;

    /// <summary>The ports as they were asked for: at one address, or at every one of both families.</summary>
    public PortForward Wanted => Forward with { HostIP = PortLabel.Parse(Owner.Port)?.HostIP ?? Forward.HostIP };

    /// <summary>The part of it that is meant.</summary>
    public IEnumerable<OwnPort> Only(Func<PortMapping, bool> isMeant) =>
        PortForward.From(Wanted.Mappings.Where(isMeant)).Select(part => this with { Forward = part with { HostIP = Forward.HostIP } });
}
