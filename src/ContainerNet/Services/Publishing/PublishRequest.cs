namespace ContainerNet.Services.Publishing;

/// <summary>What is to be published on a running container.</summary>
/// <param name="Given">What the user gave for the container; the target of errors.</param>
/// <param name="Mappings">The ports.</param>
/// <param name="AllowFrom">The networks that may get there, in their usual spelling; none where everybody may.</param>
internal sealed record PublishRequest(object Given, PortMapping[] Mappings, string[] AllowFrom);
