namespace ContainerNet;

/// <summary>What keeps traffic that no published port asks for away from a bridged container.</summary>
public enum GuardState
{
    /// <summary>No bridge, so nothing to guard, or a container this module did not make.</summary>
    NotApplicable,

    /// <summary>Our guard rules stand for every address of the container.</summary>
    Guarded,

    /// <summary>Our guard rules stand, but an earlier rule of the administrator in DOCKER-USER decides before packets get to them.</summary>
    Shadowed,

    /// <summary>Left out, because <c>-NoGuard</c> was given.</summary>
    Off,

    /// <summary>Left out, because an option of the network opens it on purpose (routed, nat-unprotected, trusted interfaces, direct routing).</summary>
    OpenByNetworkOption,

    /// <summary>No guard rule stands although one was wanted.</summary>
    Missing,

    /// <summary>The firewall could not be read from here.</summary>
    Unknown,
}
