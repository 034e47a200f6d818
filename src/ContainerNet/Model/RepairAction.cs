namespace ContainerNet;

/// <summary>What was done to put something right.</summary>
public enum RepairAction
{
    /// <summary>It was not there, and is now.</summary>
    Added,

    /// <summary>It was another, or in another place.</summary>
    Changed,

    /// <summary>It was there and belongs to nothing any more.</summary>
    Removed,

    /// <summary>A joined container was restarted, so that it is in the network of its donor again.</summary>
    Restarted,

    /// <summary>A file that could not be trusted was given another name.</summary>
    SetAside,
}
