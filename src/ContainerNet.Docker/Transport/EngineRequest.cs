namespace ContainerNet.Docker.Transport;

/// <summary>What an engine was asked for, so that its refusal can be told in the right words.</summary>
/// <param name="Kind">The kind of request.</param>
/// <param name="Subject">What the user named: a container, an image, a network.</param>
internal readonly record struct EngineRequest(RequestKind Kind, string Subject)
{
    /// <summary>A request about the engine itself.</summary>
    public static EngineRequest About { get; } = new(RequestKind.Engine, "");
}

/// <summary>Kinds of requests, as flags so that a rule can name several.</summary>
[Flags]
internal enum RequestKind
{
    None = 0,
    Engine = 1,
    Named = 2,
    Create = 4,
    Start = 8,
    Connect = 16,
    Network = 32,
    Pull = 64,
    Any = 127,
}
