using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Containers;

/// <summary>Reads <c>GET /containers/json</c>. Docker.DotNet's model of a row has no HostConfig, where the network mode stands.</summary>
internal static class ContainerListing
{
    public static async Task<IReadOnlyList<ContainerSummary>> ReadAsync(RawRequests raw, bool all, CancellationToken cancellationToken)
    {
        using var document = await raw.GetJsonAsync($"containers/json?all={(all ? 1 : 0)}", null, cancellationToken).ConfigureAwait(false);
        return [.. document.RootElement.EnumerateArray().Select(ToSummary)];
    }

    public static ContainerSummary ToSummary(JsonElement row) => new()
    {
        Id = row.Text("Id"),
        Name = OwnName(row.Items("Names").Select(name => name.GetString() ?? "")),
        Image = row.Text("Image"),
        State = row.Text("State"),
        NetworkMode = row.TryGetProperty("HostConfig", out var host) && host.ValueKind == JsonValueKind.Object ? host.Text("NetworkMode") : "",
        Labels = row.Texts("Labels"),
        Ports = PortLists.Ordered(row.Items("Ports").Where(port => port.Number("PublicPort") > 0).Select(port => new PublishedPort
        {
            HostIP = port.Text("IP"),
            HostPort = port.Number("PublicPort"),
            ContainerPort = port.Number("PrivatePort"),
            Protocol = port.Text("Type"),
        })),
    };

    /// <summary>A linked container also has names like <c>/other/alias</c>; its own has one slash.</summary>
    private static string OwnName(IEnumerable<string> names)
    {
        var trimmed = names.Select(name => name.TrimStart('/')).ToArray();
        return Array.Find(trimmed, name => !name.Contains('/', StringComparison.Ordinal)) ?? trimmed.FirstOrDefault() ?? "";
    }
}
