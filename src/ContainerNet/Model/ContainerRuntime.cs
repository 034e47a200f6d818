namespace ContainerNet;

/// <summary>The OCI runtime of this module at an engine: containers that are made with it share the UTS namespace of the one they join.</summary>
public sealed record ContainerRuntime
{
    /// <summary>Its name at the engine, as in <c>docker run --runtime</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the engine knows it.</summary>
    public bool Registered { get; init; }

    /// <summary>The executable, as the engine sees it.</summary>
    public string Path { get; init; } = "";

    /// <summary>The version of the executable; empty where there is none any more.</summary>
    public string Version { get; init; } = "";

    /// <summary>The runtime that does the work, such as <c>/usr/bin/runc</c>.</summary>
    public string OciRuntime { get; init; } = "";

    /// <summary>The engine's configuration file, as the engine sees it.</summary>
    public string ConfigurationPath { get; init; } = "";

    /// <summary>The configuration file as it was before the last change; null where there was none.</summary>
    public string? BackupPath { get; init; }

    /// <summary>The engine's uri.</summary>
    public string Engine { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
