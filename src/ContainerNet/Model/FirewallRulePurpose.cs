namespace ContainerNet;

/// <summary>What a rule of the firewall is for.</summary>
public enum FirewallRulePurpose
{
    /// <summary>Something else, such as counting or going back to the chain before.</summary>
    Other,

    /// <summary>Leads to another chain.</summary>
    Jump,

    /// <summary>Leads what arrives at a port of the host to a container (DNAT).</summary>
    Publish,

    /// <summary>Gives what containers send the host's address (SNAT).</summary>
    Masquerade,

    /// <summary>Does the same for a container that asks for its own published port, so that the answer finds back.</summary>
    Hairpin,

    /// <summary>Lets packets of a container or a network by.</summary>
    Accept,

    /// <summary>Keeps networks apart, or closes one.</summary>
    Isolation,

    /// <summary>Drops what comes from outside to a container's own address, past the published ports.</summary>
    DirectAccessDrop,

    /// <summary>This module's guard, which does the same for the containers it made.</summary>
    Guard,

    /// <summary>Says who may reach a container or a published port.</summary>
    Access,
}
