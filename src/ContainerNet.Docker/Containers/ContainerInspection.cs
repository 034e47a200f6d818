using System.Globalization;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Containers;

/// <summary>
/// Reads <c>GET /containers/{id}/json</c>. Addresses come from NetworkSettings.Networks alone: API 1.52 took the ones beside it away.
/// Not through Docker.DotNet: its reader learns the whole model by reflection first, which is most of a session's first call.
/// </summary>
internal static class ContainerInspection
{
    /// <param name="raw">Sends the request.</param>
    /// <param name="key">The id or name as it stands in a path.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static Task<ContainerDetails> ReadAsync(RawRequests raw, string key, CancellationToken cancellationToken) =>
        raw.ReadAsync($"containers/{key}/json", ToDetails, cancellationToken);

    private static ContainerDetails ToDetails(JsonElement answer)
    {
        var (state, config, host, network) = (answer.Member("State"), answer.Member("Config"), answer.Member("HostConfig"), answer.Member("NetworkSettings"));
        return new ContainerDetails
        {
            Id = answer.Text("Id"),
            Name = answer.Text("Name").TrimStart('/'),
            Image = config.Text("Image") is { Length: > 0 } image ? image : answer.Text("Image"),
            NetworkMode = host.Text("NetworkMode"),
            IpcMode = host.Text("IpcMode"),
            UtsMode = host.Text("UTSMode"),
            PidMode = host.Text("PidMode"),
            State = state.Text("Status"),
            StateError = state.Text("Error"),
            ProcessId = state.Number("Pid"),
            ExitCode = state.Number("ExitCode"),
            Hostname = config.Text("Hostname"),
            Runtime = host.Text("Runtime"),
            AutoRemove = host.IsTrue("AutoRemove"),
            Created = Moment(answer.Text("Created")) ?? default,
            StartedAt = Moment(state.Text("StartedAt")),
            FinishedAt = Moment(state.Text("FinishedAt")),
            Endpoints = ToEndpoints(network.Member("Networks")),
            Ports = PortLists.Published(network.Member("Ports")),
            PortBindings = PortLists.Wished(host.Member("PortBindings")),
            Labels = config.Texts("Labels"),
            LogDriver = host.Member("LogConfig").Text("Type"),
        };
    }

    /// <param name="networks">NetworkSettings.Networks, which the list and inspect both have.</param>
    public static ContainerEndpoint[] ToEndpoints(JsonElement networks)
    {
        var endpoints = new List<ContainerEndpoint>();
        if (networks.ValueKind != JsonValueKind.Object) return [];
        foreach (var network in networks.EnumerateObject())
        {
            endpoints.Add(new ContainerEndpoint
            {
                Network = network.Name,
                NetworkId = network.Value.Text("NetworkID"),
                IPAddress = network.Value.Text("IPAddress"),
                PrefixLength = network.Value.Number("IPPrefixLen"),
                Gateway = network.Value.Text("Gateway"),
                IPv6Address = network.Value.Text("GlobalIPv6Address"),
                IPv6PrefixLength = network.Value.Number("GlobalIPv6PrefixLen"),
                MacAddress = network.Value.Text("MacAddress"),
            });
        }

        return [.. endpoints];
    }

    /// <summary>The engine writes year 1 for what never was.</summary>
    private static DateTime? Moment(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
        && time.Year > 1 ? time : null;
}
