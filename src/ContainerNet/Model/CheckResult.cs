namespace ContainerNet;

/// <summary>Whether a promise holds.</summary>
public enum CheckResult
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It is broken.</summary>
    Fail,

    /// <summary>It cannot be told: something could not be read, or hangs on what is not understood here.</summary>
    Unknown,
}
