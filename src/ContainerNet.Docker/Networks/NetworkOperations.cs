using ContainerNet.Docker.Containers;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Networks;

/// <summary>The engine's networks over Docker.DotNet.</summary>
internal sealed class NetworkOperations(Lazy<DockerClient> client, EngineCalls calls, Version apiVersion) : Services.Engine.INetworkOperations
{
    private global::Docker.DotNet.INetworkOperations Api => client.Value.Networks;

    /// <inheritdoc/>
    public Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken) => calls.ReadAsync<IReadOnlyList<NetworkDetails>>(
        EngineRequest.About,
        async token => [.. (await Api.ListNetworksAsync(null, token).ConfigureAwait(false)).Select(ToDetails)],
        cancellationToken);

    /// <inheritdoc/>
    public Task<NetworkDetails> InspectAsync(string idOrName, CancellationToken cancellationToken) => calls.ReadAsync(
        new EngineRequest(RequestKind.Network, idOrName),
        async token => ToDetails(await Api.InspectNetworkAsync(Uri.EscapeDataString(idOrName), token).ConfigureAwait(false)),
        cancellationToken);

    /// <inheritdoc/>
    public Task ConnectAsync(string containerId, EndpointSpec endpoint, CancellationToken cancellationToken) => calls.ChangeAsync(
        new EngineRequest(RequestKind.Connect, endpoint.Network),
        token => Api.ConnectNetworkAsync(
            Uri.EscapeDataString(endpoint.Network),
            new NetworkConnectParameters { Container = containerId.TrimStart('/'), EndpointConfig = EndpointParameters.From(endpoint, apiVersion) },
            token),
        cancellationToken);

    private static NetworkDetails ToDetails(NetworkResponse answer)
    {
        var ranges = answer.IPAM?.Config ?? [];
        return new NetworkDetails
        {
            Id = answer.ID,
            Name = answer.Name,
            Driver = answer.Driver ?? "",
            Internal = answer.Internal,
            EnableIPv6 = answer.EnableIPv6,
            Subnets = [.. ranges.Select(range => range.Subnet).Where(subnet => !string.IsNullOrEmpty(subnet))],
            Gateways = [.. ranges.Select(range => range.Gateway).Where(gateway => !string.IsNullOrEmpty(gateway))],
            Options = new Dictionary<string, string>(answer.Options ?? new Dictionary<string, string>()),
        };
    }
}
