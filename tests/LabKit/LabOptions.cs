namespace ContainerNet.LabKit;

/// <summary>How a lab is to be made.</summary>
public sealed record LabOptions
{
    /// <summary>
    /// net.ipv4.ip_forward before the engine starts. Off: the engine turns it on and sets the FORWARD policy to DROP. On: engines before 28
    /// leave the policy at ACCEPT.
    /// </summary>
    public bool IpForward { get; init; }

    /// <summary>More arguments for dockerd.</summary>
    public string[] EngineArguments { get; init; } = [];

    /// <summary>Whether the engine keeps its rules in the tables of iptables-legacy, and not in those of nftables, which is the machine's own choice.</summary>
    public bool LegacyIptables { get; init; }

    /// <summary>The process that takes the lab down; another `up` is refused while it runs.</summary>
    public int? Owner { get; init; }
}
