namespace ContainerNet.Services.Modes;

/// <summary>Who may get to ports of a container that is to be made.</summary>
/// <param name="Ports">The ports, each with one port of the host.</param>
/// <param name="AllowFrom">The networks that may, in their usual spelling.</param>
internal sealed record PortRestriction(PortMapping[] Ports, string[] AllowFrom);
