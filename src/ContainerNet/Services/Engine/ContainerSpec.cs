namespace ContainerNet.Services.Engine;

/// <summary>A container to be created. What is null or empty is left to the image or the engine.</summary>
internal sealed record ContainerSpec
{
    public required string Image { get; init; }

    public string? Name { get; init; }

    public string[] Command { get; init; } = [];

    public string[]? Entrypoint { get; init; }

    /// <summary>NAME=VALUE, or NAME alone to take a variable away.</summary>
    public string[] Environment { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string? Hostname { get; init; }

    public string? User { get; init; }

    public string? WorkingDirectory { get; init; }

    public bool AutoRemove { get; init; }

    /// <summary>no, always, unless-stopped, on-failure[:max].</summary>
    public string? RestartPolicy { get; init; }

    public string[] CapAdd { get; init; } = [];

    public string[] CapDrop { get; init; } = [];

    public bool Privileged { get; init; }

    /// <summary>source:target[:options], as the engine's HostConfig.Binds takes them.</summary>
    public string[] Binds { get; init; } = [];

    /// <summary>Targets of anonymous volumes.</summary>
    public string[] AnonymousVolumes { get; init; } = [];

    /// <summary>none, host, bridge, a network's name, or container:&lt;id&gt;.</summary>
    public required string NetworkMode { get; init; }

    public string? IpcMode { get; init; }

    public string? UtsMode { get; init; }

    public string? Runtime { get; init; }

    /// <summary>Port keys such as <c>80/tcp</c>.</summary>
    public string[] ExposedPorts { get; init; } = [];

    public PortMapping[] PortBindings { get; init; } = [];

    public bool PublishAllPorts { get; init; }

    public string[] Dns { get; init; } = [];

    public string[] DnsSearch { get; init; } = [];

    /// <summary>host:address.</summary>
    public string[] ExtraHosts { get; init; } = [];

    /// <summary>The first goes with create; the rest is connected before start, as older engines take one only.</summary>
    public EndpointSpec[] Endpoints { get; init; } = [];

    public string? LogDriver { get; init; }

    /// <summary>Keys of the engine's HostConfig that have no parameter of their own, with plain values (text, numbers, lists, dictionaries).</summary>
    public IReadOnlyDictionary<string, object?> HostConfig { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A wish to attach a container to one network.</summary>
internal sealed record EndpointSpec
{
    public required string Network { get; init; }

    public string[] Aliases { get; init; } = [];

    public string? IPv4Address { get; init; }

    public string? IPv6Address { get; init; }

    public string? MacAddress { get; init; }
}

/// <summary>The engine's answer to create.</summary>
internal sealed record CreatedContainer(string Id, string[] Warnings);

/// <summary>A piece of a container's output, as it came: it may end in the middle of a line or of a character.</summary>
internal readonly record struct LogChunk(bool IsError, ReadOnlyMemory<byte> Bytes);
