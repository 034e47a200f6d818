using System.Text.Json;
using ContainerNet.Docker.Containers;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Networks;

/// <summary>The engine's networks: what is read, by requests of our own, as containers are.</summary>
internal sealed class NetworkOperations(Lazy<DockerClient> client, RawRequests raw, EngineCalls calls, Version apiVersion) : Services.Engine.INetworkOperations
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken) => calls.ReadAsync<IReadOnlyList<NetworkDetails>>(
        EngineRequest.About,
        token => raw.ReadAsync<IReadOnlyList<NetworkDetails>>("networks", static rows => rows.ToList(ToDetails), token),
        cancellationToken);

    /// <inheritdoc/>
    public Task<NetworkDetails> InspectAsync(string idOrName, CancellationToken cancellationToken) => calls.ReadAsync(
        new EngineRequest(RequestKind.Network, idOrName),
        token => raw.ReadAsync($"networks/{Uri.EscapeDataString(idOrName)}", ToDetails, token),
        cancellationToken);

    /// <inheritdoc/>
    public Task ConnectAsync(string containerId, EndpointSpec endpoint, CancellationToken cancellationToken) => calls.ChangeAsync(
        new EngineRequest(RequestKind.Connect, endpoint.Network),
        token => client.Value.Networks.ConnectNetworkAsync(
            Uri.EscapeDataString(endpoint.Network),
            new NetworkConnectParameters { Container = containerId.TrimStart('/'), EndpointConfig = EndpointParameters.From(endpoint, apiVersion) },
            token),
        cancellationToken);

    private static NetworkDetails ToDetails(JsonElement answer)
    {
        var ranges = answer.Member("IPAM").Member("Config");
        return new NetworkDetails
        {
            Id = answer.Text("Id"),
            Name = answer.Text("Name"),
            Driver = answer.Text("Driver"),
            Internal = answer.IsTrue("Internal"),
            EnableIPv6 = answer.IsTrue("EnableIPv6"),
            Subnets = Given(ranges, "Subnet"),
            Gateways = Given(ranges, "Gateway"),
            Options = answer.Texts("Options"),
        };
    }

    private static string[] Given(JsonElement ranges, string name) => [.. ranges.ToList(range => range.Text(name)).Where(text => text.Length > 0)];
}
