using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Publishing;

/// <summary>What was asked of this module for a container beyond its creation: what has to be made again when the rules are lost.</summary>
/// <param name="Id">The container's full id.</param>
/// <param name="Engine">The engine's uri.</param>
/// <param name="Donor">The full id of the container whose addresses its ports lead to, where it has joined one.</param>
/// <param name="Ports">The ports that were published on it while it ran.</param>
/// <param name="Access">Who may get to which ports.</param>
internal sealed record DesiredContainer(string Id, string Engine, string? Donor, PortForward[] Ports, PortAccess[] Access)
{
    /// <summary>Whether a label of the container says who may get to its ports too, which holds only where this is lost.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>Whether this module turned on the hairpin mode its ports need.</summary>
    public bool HasHairpin { get; init; }

    public bool IsEmpty => Ports.Length == 0 && Access.Length == 0 && !IsLabelled;

    /// <summary>With another access, which takes the place of what was said of the same ports before.</summary>
    public DesiredContainer With(PortAccess access) => this with
    {
        Access = [.. Access.SelectMany(one => one.Without(access)), .. access.AllowFrom.Length > 0 ? [access] : Array.Empty<PortAccess>()],
    };

    /// <summary>
    /// Who may get to which ports while, of those that were published on it while it ran, only some are. Of the others nothing is said: what keeps
    /// sources from a port that leads nowhere keeps them from whoever takes that port meanwhile.
    /// </summary>
    public PortAccess[] AccessWhile(IReadOnlyCollection<PortForward> published) => [.. Access.SelectMany(one => Without(one, Ports.Where(port => !published.Contains(port))))];

    /// <summary>Whether ports, by what rules' comments call them, were published on it while it ran, all of them.</summary>
    public bool Publishes(string label) => PortLabel.Parse(label) is { } about && !Without(about, Ports).Any();

    /// <summary>Whether a rule goes when the container ends, for it is about such ports: it leads there, or says who may get there.</summary>
    public bool Ends(RuleOwner owner) => RulePurpose.IsForwarding(owner.Purpose) || (RulePurpose.IsAccess(owner.Purpose) && Publishes(owner.Port));

    private static IEnumerable<PortAccess> Without(PortAccess access, IEnumerable<PortForward> ports) =>
        ports.Aggregate((IEnumerable<PortAccess>)[access], static (rest, port) => rest.SelectMany(one => one.Without(port)));

    /// <summary>Without these ports, and what was said of them.</summary>
    public DesiredContainer Without(IReadOnlyCollection<string> ports) => this with
    {
        Ports = [.. Ports.Where(port => !ports.Contains(port.Port))],
        Access = [.. Access.Where(access => !ports.Contains(access.Port))],
    };
}
