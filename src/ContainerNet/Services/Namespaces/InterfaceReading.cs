namespace ContainerNet.Services.Namespaces;

/// <summary>What was read of one container.</summary>
/// <param name="Interfaces">Its interfaces, in the kernel's order.</param>
/// <param name="Error">Why there are none; null otherwise.</param>
/// <param name="Lacking">Why the kernel was not asked, so that only what the engine knows is there; empty otherwise.</param>
internal sealed record InterfaceReading(IReadOnlyList<ContainerInterface> Interfaces, ContainerNetException? Error = null, string Lacking = "");
