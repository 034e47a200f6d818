using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Containers;

/// <summary>Reads <c>GET /containers/json</c>. Docker.DotNet's model of a row has no HostConfig, where the network mode stands.</summary>
internal static class ContainerListing
{
    public static Task<IReadOnlyList<ContainerSummary>> ReadAsync(RawRequests raw, bool all, CancellationToken cancellationToken) =>
        raw.ReadAsync<IReadOnlyList<ContainerSummary>>($"containers/json?all={(all ? 1 : 0)}", static rows => rows.ToList(ToSummary), cancellationToken);

    public static ContainerSummary ToSummary(JsonElement row) => new()
    {
        Id = row.Text("Id"),
        Name = OwnName(row.Member("Names").ToList(name => (name.GetString() ?? "").TrimStart('/'))),
        Image = row.Text("Image"),
        State = row.Text("State"),
        NetworkMode = row.Member("HostConfig").Text("NetworkMode"),
        Labels = row.Texts("Labels"),
        Ports = PortLists.Ordered(row.Member("Ports").ToList(port => new PublishedPort
        {
            HostIP = port.Text("IP"),
            HostPort = port.Number("PublicPort"),
            ContainerPort = port.Number("PrivatePort"),
            Protocol = port.Text("Type"),
        }).Where(port => port.HostPort > 0)),
        Endpoints = ContainerInspection.ToEndpoints(row.Member("NetworkSettings").Member("Networks")),
    };

    /// <summary>A linked container also has names like <c>/other/alias</c>; its own has one slash.</summary>
    private static string OwnName(List<string> names) =>
        names.Find(name => !name.Contains('/', StringComparison.Ordinal)) ?? names.FirstOrDefault() ?? "";
}
