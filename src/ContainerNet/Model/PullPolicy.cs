namespace ContainerNet;

/// <summary>When an image is pulled.</summary>
public enum PullPolicy
{
    /// <summary>When it is not there.</summary>
    Missing,

    /// <summary>Each time.</summary>
    Always,

    /// <summary>Never: an image that is not there is an error.</summary>
    Never,
}
