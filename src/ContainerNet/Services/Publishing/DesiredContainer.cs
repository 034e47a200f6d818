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

    /// <summary>Without these ports, and what was said of them.</summary>
    public DesiredContainer Without(IReadOnlyCollection<string> ports) => this with
    {
        Ports = [.. Ports.Where(port => !ports.Contains(port.Port))],
        Access = [.. Access.Where(access => !ports.Contains(access.Port))],
    };
}
