namespace ContainerNet;

/// <summary>Who made a rule of the firewall.</summary>
public enum FirewallRuleOwner
{
    /// <summary>The administrator, or another program.</summary>
    Other,

    /// <summary>The container engine.</summary>
    Engine,

    /// <summary>This module.</summary>
    ContainerNet,

    /// <summary>A CNI plugin (containerd, Kubernetes, older podman).</summary>
    Cni,
}
