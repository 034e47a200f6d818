namespace ContainerNet;

/// <summary>The service that keeps the firewall right: a systemd unit that runs <c>Watch-ContainerNetwork</c>.</summary>
public sealed record ContainerNetworkService
{
    /// <summary>Its name, as in <c>systemctl status</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The unit's file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the unit's file is there.</summary>
    public bool Registered { get; init; }

    /// <summary>Whether it was started; false where no systemd runs.</summary>
    public bool Started { get; init; }

    /// <summary>The PowerShell that runs it.</summary>
    public string PowerShell { get; init; } = "";

    /// <summary>The module's manifest that it imports.</summary>
    public string Module { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
