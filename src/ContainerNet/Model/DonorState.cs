namespace ContainerNet;

/// <summary>What has become of the container whose network another one joined.</summary>
public enum DonorState
{
    /// <summary>It runs, and both are in the same network namespace.</summary>
    Alive,

    /// <summary>It runs, but was restarted since: the joined container is left behind in a namespace that only holds <c>lo</c>.</summary>
    Restarted,

    /// <summary>It does not run, or was removed.</summary>
    Gone,
}
