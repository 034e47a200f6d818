namespace ContainerNet.Services;

/// <summary>The labels this module puts on what it makes.</summary>
internal static class LabelNames
{
    /// <summary>On every container this module made; its value is always <c>1</c>.</summary>
    public const string Made = "containernet";

    /// <summary>The name of the <see cref="ContainerMode"/> that was promised.</summary>
    public const string Mode = "containernet.mode";

    /// <summary>The donor's name, so that one made again can be found.</summary>
    public const string Donor = "containernet.donor";

    /// <summary><c>off</c> where <c>-NoGuard</c> was given.</summary>
    public const string Guard = "containernet.guard";

    /// <summary>The networks that may get to its ports, as <c>-AllowFrom</c> gave them at its making, between commas.</summary>
    public const string AllowFrom = "containernet.allow-from";

    /// <summary>A number of its own for each making, by which a container is found whose request was cut off.</summary>
    public const string Creation = "containernet.creation";

    /// <summary>On a container that <c>-Wait -AutoRemove</c> will remove itself: what a killed session left behind.</summary>
    public const string Temporary = "containernet.temporary";
}
