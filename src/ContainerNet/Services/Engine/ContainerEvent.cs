namespace ContainerNet.Services.Engine;

/// <summary>Something that happened to a container, as the engine tells it.</summary>
/// <param name="Id">The container's full id.</param>
/// <param name="Name">Its name, after a change of it; empty where the engine does not tell it.</param>
/// <param name="Action">The engine's word: start, die, destroy, rename; connect and disconnect for one that was attached to a network or taken off it.</param>
internal sealed record ContainerEvent(string Id, string Name, string Action);
