namespace ContainerNet.Services.Map;

/// <summary>Something wrong that is to be drawn where it is: at a container, one of its published ports, or an interface of the host. What names none of them belongs to the host.</summary>
/// <param name="Text">What is wrong, in the user's language.</param>
internal sealed record MapMark(string Text)
{
    /// <summary>The full id of the container.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The published port of that container, on the host; 0 where it is not about one.</summary>
    public int HostPort { get; init; }

    /// <summary>The port's protocol.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The name of the interface on the host: an uplink, a bridge, or the host's end of a veth pair.</summary>
    public string Link { get; init; } = "";
}
