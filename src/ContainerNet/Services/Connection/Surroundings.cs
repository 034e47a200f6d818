namespace ContainerNet.Services.Connection;

/// <summary>What of the machine the way to an engine depends on, so that finding it can be tested on none.</summary>
internal sealed record Surroundings
{
    /// <summary>This process' environment and file system.</summary>
    public static Surroundings Real { get; } = new();

    /// <summary>A variable of the environment; null when it is not set or empty.</summary>
    public Func<string, string?> Variable { get; init; } = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a file, or a socket, is there.</summary>
    public Func<string, bool> Exists { get; init; } = File.Exists;

    /// <summary>The text of a file; null where there is none.</summary>
    public Func<string, string?> Read { get; init; } = path => File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The names of the folders in a folder; none where it is not there.</summary>
    public Func<string, string[]> Folders { get; init; } = path => Directory.Exists(path) ? Directory.GetDirectories(path) : [];

    /// <summary>The folder of the docker configuration.</summary>
    public string DockerFolder => Variable("DOCKER_CONFIG") ?? Path.Combine(Variable("HOME") ?? "/", ".docker");
}
