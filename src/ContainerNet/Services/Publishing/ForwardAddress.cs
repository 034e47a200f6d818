using System.Net;

namespace ContainerNet.Services.Publishing;

/// <summary>The address of a container that ports lead to, in one family.</summary>
/// <param name="Address">The address.</param>
/// <param name="Bridge">The bridge interface on the host that leads to it.</param>
/// <param name="Subnet">The subnet of the bridge, such as <c>172.17.0.0/16</c>.</param>
internal sealed record ForwardAddress(IPAddress Address, string Bridge, string Subnet);
