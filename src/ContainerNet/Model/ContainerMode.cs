namespace ContainerNet;

/// <summary>The four ways an engine gives a container a network, and <see cref="Other"/> for what is none of them.</summary>
public enum ContainerMode
{
    /// <summary>None of the four: a macvlan, ipvlan or overlay network, or a mode this module does not know.</summary>
    Other,

    /// <summary>Engine setting <c>none</c>: a network namespace of its own with <c>lo</c> only.</summary>
    Closed,

    /// <summary>Engine setting <c>bridge</c> or a user-defined bridge: one veth per network, SNAT out, published ports in.</summary>
    Bridged,

    /// <summary>Engine setting <c>container:&lt;id&gt;</c>: shares the donor's network namespace.</summary>
    Joined,

    /// <summary>Engine setting <c>host</c>: the host's own network namespace.</summary>
    Host,
}
