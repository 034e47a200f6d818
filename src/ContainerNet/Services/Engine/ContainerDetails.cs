namespace ContainerNet.Services.Engine;

/// <summary>What the engine's inspect says of one container, in this module's words.</summary>
internal sealed record ContainerDetails
{
    public required string Id { get; init; }

    /// <summary>The name without the leading slash.</summary>
    public required string Name { get; init; }

    public string Image { get; init; } = "";

    /// <summary>HostConfig.NetworkMode, literally.</summary>
    public string NetworkMode { get; init; } = "";

    public string IpcMode { get; init; } = "";

    public string UtsMode { get; init; } = "";

    public string PidMode { get; init; } = "";

    /// <summary>The engine's word: created, running, paused, restarting, removing, exited, dead.</summary>
    public string State { get; init; } = "";

    /// <summary>The engine's text for the last failed start; empty otherwise.</summary>
    public string StateError { get; init; } = "";

    /// <summary>The first process' id on the engine's host; 0 when it does not run.</summary>
    public int ProcessId { get; init; }

    public int ExitCode { get; init; }

    public string Hostname { get; init; } = "";

    public string Runtime { get; init; } = "";

    public bool AutoRemove { get; init; }

    public DateTime Created { get; init; }

    /// <summary>UTC; null when it never was started.</summary>
    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public ContainerEndpoint[] Endpoints { get; init; } = [];

    /// <summary>What is published now, one entry per host address.</summary>
    public PublishedPort[] Ports { get; init; } = [];

    /// <summary>What was asked to be published at creation, whether it runs or not.</summary>
    public PortMapping[] PortBindings { get; init; } = [];

    public Dictionary<string, string> Labels { get; init; } = [];

    /// <summary>The log driver: <c>json-file</c>, <c>local</c>, <c>none</c> ...</summary>
    public string LogDriver { get; init; } = "";
}
