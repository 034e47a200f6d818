namespace ContainerNet.Services.Publishing;

/// <summary>A running container on which ports can be published.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Donor">The full id of its donor, whose addresses its ports lead to; null where the addresses are its own.</param>
/// <param name="ProcessId">A process in the network namespace that has the addresses.</param>
/// <param name="Addresses">Where its ports lead: one address a family.</param>
/// <param name="Endpoints">The endpoints of the container that has the addresses.</param>
internal sealed record PublishTarget(string Id, string Name, string? Donor, int ProcessId, ForwardAddress[] Addresses, ContainerEndpoint[] Endpoints);
