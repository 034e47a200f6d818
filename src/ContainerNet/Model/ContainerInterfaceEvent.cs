namespace ContainerNet;

/// <summary>A change of a container's network interface, as it happened.</summary>
public sealed record ContainerInterfaceEvent
{
    /// <summary>When it was seen, in local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The name of the container that sees the interface.</summary>
    public required string ContainerName { get; init; }

    /// <summary>Its id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>Added, Changed, Removed, AddressAdded or AddressRemoved.</summary>
    public required string Change { get; init; }

    /// <summary>The interface after the change; before it, where it was removed.</summary>
    public required ContainerInterface Interface { get; init; }

    /// <summary>The address that was added or removed; null for the other changes.</summary>
    public InterfaceAddress? Address { get; init; }
}
