namespace ContainerNet;

/// <summary>Whether a process takes what arrives at a published port.</summary>
public enum PortListening
{
    /// <summary>It cannot be told: the kernel is not at hand, or has no word on the protocol (sctp).</summary>
    Unknown,

    /// <summary>A socket listens on an address of the container the published port leads to.</summary>
    Listening,

    /// <summary>Sockets listen on <c>lo</c> alone: the container reaches itself, and nothing from outside gets there.</summary>
    ListensOnLoopbackOnly,

    /// <summary>No socket listens where the published port leads to.</summary>
    NotListening,
}
