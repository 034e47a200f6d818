namespace ContainerNet.Services.Map.Svg;

/// <summary>A row of a cell.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Left">The text at its left.</param>
/// <param name="Right">The text at its right.</param>
/// <param name="Height">In pixels.</param>
internal sealed record CellRow(CellRowKind Kind, string Left, string Right, int Height)
{
    /// <summary>The end on the host of a port.</summary>
    public string Outer { get; init; } = "";

    public bool IsFault { get; init; }

    /// <summary>Of a joined container, the height of it with the rows below that are its own.</summary>
    public int Depth { get; init; }
}

/// <summary>How a row is drawn.</summary>
internal enum CellRowKind
{
    /// <summary>In bold.</summary>
    Name,

    /// <summary>Small and dim.</summary>
    Note,

    /// <summary>An address, and the host's end of the veth pair.</summary>
    Address,

    /// <summary>With an arrow from the host's port.</summary>
    Port,

    /// <summary>In red.</summary>
    Fault,

    /// <summary>The name of a container that has joined.</summary>
    Joined,

    /// <summary>Small and dim, below the name of one that has joined.</summary>
    Inner,
}
