namespace ContainerNet.Services.Map;

/// <summary>How an engine's containers hang together, apart from any form it is drawn in. The same snapshot gives the same map.</summary>
internal sealed record NetworkMap
{
    /// <summary>The version of the schema that this module writes as JSON.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public DateTime TakenAt { get; init; }

    /// <summary>The name of the host; empty where it is not known.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The engine and its version.</summary>
    public string Engine { get; init; } = "";

    /// <summary>The interfaces by which packets leave the host, that of the default route first.</summary>
    public MapUplink[] Uplinks { get; init; } = [];

    /// <summary>The networks, by their names, the default bridge first.</summary>
    public MapNetwork[] Networks { get; init; } = [];

    /// <summary>What stands in each network namespace, in the order it is drawn.</summary>
    public MapSpace[] Spaces { get; init; } = [];

    /// <summary>What is wrong with the host as a whole, or with what is not drawn.</summary>
    public string[] Faults { get; init; } = [];
}

/// <summary>An interface by which packets leave the host.</summary>
internal sealed record MapUplink(string Name, string[] Addresses, bool IsDefault, string[] Faults);

/// <summary>A network of the engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">bridge, macvlan ...</param>
/// <param name="Bridge">The bridge on the host; empty where there is none.</param>
/// <param name="Subnets">In CIDR form.</param>
/// <param name="Internal">Whether it has no way out.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record MapNetwork(string Name, string Driver, string Bridge, string[] Subnets, bool Internal, string[] Faults);

/// <summary>A network namespace with the containers in it; of one that does not run, the container alone.</summary>
internal sealed record MapSpace
{
    public required MapSpaceKind Kind { get; init; }

    /// <summary>The container the namespace was made for, then those that have joined it.</summary>
    public required MapContainer[] Containers { get; init; }

    /// <summary>Its ends in networks, in the order of the interfaces.</summary>
    public MapLink[] Links { get; init; } = [];

    /// <summary>The ports that are published, by their numbers on the host.</summary>
    public MapPort[] Ports { get; init; } = [];

    /// <summary>Whether anything in here is wrong.</summary>
    public bool IsFaulty => Array.Exists(Containers, static one => one.Faults.Length > 0) || Array.Exists(Links, static one => one.Faults.Length > 0)
        || Array.Exists(Ports, static one => one.Faults.Length > 0);
}

/// <summary>Where a namespace stands in the picture.</summary>
internal enum MapSpaceKind
{
    /// <summary>On one of the engine's networks.</summary>
    Attached,

    /// <summary>The host's own.</summary>
    Host,

    /// <summary>With lo alone, as was promised.</summary>
    Closed,

    /// <summary>With lo alone, because the donor has left it.</summary>
    LeftBehind,

    /// <summary>None of these.</summary>
    Other,

    /// <summary>There is none: the container does not run.</summary>
    Stopped,
}

/// <summary>A container.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Image">Its image.</param>
/// <param name="Mode">The name of its <see cref="ContainerMode"/>.</param>
/// <param name="State">Running, Paused, Exited ...</param>
/// <param name="Donor">The name of the container it has joined; empty where it has joined none.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record MapContainer(string Id, string Name, string Image, string Mode, string State, string Donor, string[] Faults);

/// <summary>An end of a namespace in a network.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Interface">The interface in the namespace; empty where the engine alone told of it.</param>
/// <param name="HostInterface">The other end of the veth pair; empty where it is not known.</param>
/// <param name="Addresses">Without prefix.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record MapLink(string Network, string Interface, string HostInterface, string[] Addresses, string[] Faults);

/// <summary>A published port; on every address of both families it is one.</summary>
/// <param name="HostIP">The address on the host; empty for all.</param>
/// <param name="HostPort">The port there.</param>
/// <param name="ContainerPort">The port in the container.</param>
/// <param name="Protocol">tcp, udp, sctp.</param>
/// <param name="AllowFrom">The networks that may get to it; none where all may.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record MapPort(string HostIP, int HostPort, int ContainerPort, string Protocol, string[] AllowFrom, string[] Faults)
{
    /// <summary>The end on the host.</summary>
    public string Outer => HostIP.Length == 0 ? $"{HostPort}" : HostIP.Contains(':', StringComparison.Ordinal) ? $"[{HostIP}]:{HostPort}" : $"{HostIP}:{HostPort}";

    /// <summary>The end in the container.</summary>
    public string Inner => $"{ContainerPort}/{Protocol}";
}
