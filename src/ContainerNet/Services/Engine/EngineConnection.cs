namespace ContainerNet.Services.Engine;

/// <summary>Where an engine is, found but not yet tried.</summary>
internal sealed record EngineEndpoint
{
    /// <summary>unix:///path, tcp://host:port, http:// or https://.</summary>
    public required Uri Uri { get; init; }

    /// <summary>Parameter, Environment, Context or Socket.</summary>
    public required string Source { get; init; }

    public string? Context { get; init; }

    /// <summary>The folder with ca.pem, cert.pem and key.pem; null without TLS.</summary>
    public string? TlsFolder { get; init; }

    public bool SkipTlsVerify { get; init; }

    public bool IsUnix => Uri.Scheme == "unix";
}

/// <summary>An endpoint that answered a ping.</summary>
/// <param name="Endpoint">Where it is.</param>
/// <param name="Product">Docker or Podman.</param>
/// <param name="ServerApiVersion">The newest API version it speaks.</param>
/// <param name="ApiVersion">The API version that is spoken: 1.44 where the server has it, else the server's.</param>
internal sealed record EngineConnection(EngineEndpoint Endpoint, string Product, Version ServerApiVersion, Version ApiVersion);

/// <summary>The engine's description of itself.</summary>
internal sealed record EngineInfo
{
    public string Version { get; init; } = "";

    public string FirewallBackend { get; init; } = "";

    public int CgroupVersion { get; init; }

    public string CgroupDriver { get; init; } = "";

    public bool Rootless { get; init; }

    public bool UserNamespaceRemap { get; init; }

    /// <summary>The OCI runtimes that are registered: their paths by their names. A path without a folder is looked for in the engine's PATH.</summary>
    public IReadOnlyDictionary<string, string> Runtimes { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the runtime a container gets that asks for none.</summary>
    public string DefaultRuntime { get; init; } = "";

    /// <summary>The host's operating system, in words.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>The folder of what the engine stores.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>What the engine tells of its settings that SIGHUP changes: texts by the key in daemon.json.</summary>
    public IReadOnlyDictionary<string, string[]> Settings { get; init; } = new Dictionary<string, string[]>();
}
