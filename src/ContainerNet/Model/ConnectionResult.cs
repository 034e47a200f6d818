namespace ContainerNet;

/// <summary>What became of an attempt to connect.</summary>
public enum ConnectionResult
{
    /// <summary>TCP: the other side has taken the connection.</summary>
    Connected,

    /// <summary>Bytes came back.</summary>
    Answered,

    /// <summary>A name was found, and no port was asked for.</summary>
    Resolved,

    /// <summary>The other side, or a rule on the way, has refused: a reset, or ICMP.</summary>
    Refused,

    /// <summary>Nothing came back in time.</summary>
    TimedOut,

    /// <summary>UDP: nothing came back, which may mean anything.</summary>
    Silent,

    /// <summary>There is no way there, or none that may be taken.</summary>
    Unreachable,

    /// <summary>There is no such name.</summary>
    NameNotFound,

    /// <summary>The resolver did not answer, or could not.</summary>
    ResolverFailed,
}
