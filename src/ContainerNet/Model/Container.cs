namespace ContainerNet;

/// <summary>A container as the engine and the kernel know it at one moment. Every property survives PowerShell remoting.</summary>
public sealed record Container
{
    /// <summary>The container's full id, 64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, without the engine's leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The image reference the container was made from.</summary>
    public required string Image { get; init; }

    /// <summary>The name of a <see cref="ContainerMode"/>. Text, because an enumeration loses its name in a remote session.</summary>
    public string Mode
    {
        get => ModeKind.ToString();
        init => ModeKind = Enum.TryParse<ContainerMode>(value, out var mode) ? mode : ContainerMode.Other;
    }

    /// <summary>The engine's own word for the mode, such as <c>bridge</c> or <c>container:&lt;id&gt;</c>.</summary>
    public required string NetworkMode { get; init; }

    /// <summary>Created, Running, Paused, Restarting, Removing, Exited or Dead.</summary>
    public required string State { get; init; }

    /// <summary>The exit code of the last run; null while there was none or it still runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The first process' id on the engine's host; 0 when it does not run.</summary>
    public int ProcessId { get; init; }

    /// <summary>The host name the container sees.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>The networks the container is attached to.</summary>
    public ContainerEndpoint[] Networks { get; init; } = [];

    /// <summary>The ports that are published, with the host port the engine really chose.</summary>
    public PublishedPort[] PublishedPorts { get; init; } = [];

    /// <summary>The name of the container whose network this one shares; null when it shares none.</summary>
    public string? Donor { get; init; }

    /// <summary>The id of <see cref="Donor"/>. Where the donor was removed and one of its name made again, the id of that one.</summary>
    public string? DonorId { get; init; }

    /// <summary>What has become of the donor: the name of a <see cref="ContainerNet.DonorState"/>; null when there is none.</summary>
    public string? DonorState { get; init; }

    /// <summary>Namespaces shared with the donor, or with the host in host mode: of Net, Ipc, Uts, Pid, Mnt, User, in that order.</summary>
    public string[] SharedNamespaces { get; init; } = [];

    /// <summary>What keeps unpublished traffic out: the name of a <see cref="GuardState"/>.</summary>
    public string Guard { get; init; } = nameof(GuardState.NotApplicable);

    /// <summary>When it was created, UTC.</summary>
    public DateTime Created { get; init; }

    /// <summary>When it was last started, UTC; null when it never was.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>The labels of the container and its image.</summary>
    public Dictionary<string, string> Labels { get; init; } = [];

    internal ContainerMode ModeKind { get; init; }

    /// <summary>True when this module made the container.</summary>
    internal bool IsOurs => Labels.ContainsKey(Services.LabelNames.Made);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
