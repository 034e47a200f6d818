namespace ContainerNet;

/// <summary>An engine this session can talk to, and what of it is at hand from here.</summary>
public sealed record ContainerEngine
{
    /// <summary>The endpoint, such as <c>unix:///var/run/docker.sock</c>.</summary>
    public required string Uri { get; init; }

    /// <summary>Where the endpoint was found: Parameter, Environment, Context, Socket.</summary>
    public string Source { get; init; } = "";

    /// <summary>The docker context's name, where one was used.</summary>
    public string? Context { get; init; }

    /// <summary>Docker or Podman.</summary>
    public string Product { get; init; } = "";

    /// <summary>The engine's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The API version this session speaks.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The newest API version the engine speaks.</summary>
    public string ServerApiVersion { get; init; } = "";

    /// <summary>iptables, nftables, or empty where the engine does not say (before API 1.49).</summary>
    public string FirewallBackend { get; init; } = "";

    /// <summary>The version of the control groups, 1 or 2; 0 when the engine does not say.</summary>
    public int CgroupVersion { get; init; }

    /// <summary>The cgroup driver, such as systemd or cgroupfs.</summary>
    public string CgroupDriver { get; init; } = "";

    /// <summary>Whether the engine runs without root.</summary>
    public bool Rootless { get; init; }

    /// <summary>Whether the engine remaps users (userns-remap).</summary>
    public bool UserNamespaceRemap { get; init; }

    /// <summary>Whether the engine's containers can be read in this machine's kernel from here.</summary>
    public bool KernelView { get; init; }

    /// <summary>Why <see cref="KernelView"/> is false; empty when it is true.</summary>
    public string KernelViewReason { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
