namespace ContainerNet;

/// <summary>What a socket is doing: the states of tcp(7). Those of udp and raw are <see cref="Established"/> or <see cref="Unconnected"/>. The numbers are the kernel's TCP_*.</summary>
public enum SocketState
{
    /// <summary>A state this module does not know.</summary>
    Unknown,

    /// <summary>Connected.</summary>
    Established,

    /// <summary>Asked for a connection; the answer is awaited.</summary>
    SynSent,

    /// <summary>Was asked for a connection, and answered.</summary>
    SynReceived,

    /// <summary>Closed here; the acknowledgement is awaited.</summary>
    FinWait1,

    /// <summary>Closed here; the other end is still open.</summary>
    FinWait2,

    /// <summary>Closed on both ends; late packets are awaited.</summary>
    TimeWait,

    /// <summary>Not connected: of udp and raw, ready for packets.</summary>
    Unconnected,

    /// <summary>Closed by the other end; still open here.</summary>
    CloseWait,

    /// <summary>Closed on both ends; the last acknowledgement is awaited.</summary>
    LastAck,

    /// <summary>Waits for connections.</summary>
    Listen,

    /// <summary>Closed on both ends at once.</summary>
    Closing,
}
