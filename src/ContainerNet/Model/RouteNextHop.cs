namespace ContainerNet;

/// <summary>One of several ways out of a route.</summary>
public sealed record RouteNextHop
{
    /// <summary>The address of the next router; empty where the destination is on the link.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The name of the interface.</summary>
    public string Interface { get; init; } = "";

    /// <summary>How often it is taken, against its fellows, 1-256.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>onlink, linkdown, dead ..., as ip(8) names them.</summary>
    public string[] Flags { get; init; } = [];

    /// <summary>How packets are wrapped; empty where they are not.</summary>
    public string Encapsulation { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Gateway.Length > 0 ? $"via {Gateway} dev {Interface} weight {Weight}" : $"dev {Interface} weight {Weight}";
}
