using System.Globalization;
using ContainerNet.Services.Engine;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>
/// Translates the engine's inspect. Addresses come from NetworkSettings.Networks alone: API 1.52 took the ones beside it away.
/// </summary>
internal static class ContainerInspection
{
    public static ContainerDetails ToDetails(ContainerInspectResponse answer) => new()
    {
        Id = answer.ID,
        Name = (answer.Name ?? "").TrimStart('/'),
        Image = answer.Config?.Image ?? answer.Image ?? "",
        NetworkMode = answer.HostConfig?.NetworkMode ?? "",
        IpcMode = answer.HostConfig?.IpcMode ?? "",
        UtsMode = answer.HostConfig?.UTSMode ?? "",
        PidMode = answer.HostConfig?.PidMode ?? "",
        State = answer.State?.Status ?? "",
        StateError = answer.State?.Error ?? "",
        ProcessId = (int)(answer.State?.Pid ?? 0),
        ExitCode = (int)(answer.State?.ExitCode ?? 0),
        Hostname = answer.Config?.Hostname ?? "",
        Runtime = answer.HostConfig?.Runtime ?? "",
        AutoRemove = answer.HostConfig?.AutoRemove ?? false,
        Created = answer.Created.ToUniversalTime(),
        StartedAt = Moment(answer.State?.StartedAt),
        FinishedAt = Moment(answer.State?.FinishedAt),
        Endpoints = [.. (answer.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>()).Select(ToEndpoint)],
        Ports = PortLists.Published(answer.NetworkSettings?.Ports),
        PortBindings = PortLists.Wished(answer.HostConfig?.PortBindings),
        Labels = new Dictionary<string, string>(answer.Config?.Labels ?? new Dictionary<string, string>()),
        LogDriver = answer.HostConfig?.LogConfig?.Type ?? "",
    };

    private static ContainerEndpoint ToEndpoint(KeyValuePair<string, EndpointSettings> network) => new()
    {
        Network = network.Key,
        NetworkId = network.Value?.NetworkID ?? "",
        IPAddress = network.Value?.IPAddress ?? "",
        PrefixLength = (int)(network.Value?.IPPrefixLen ?? 0),
        Gateway = network.Value?.Gateway ?? "",
        IPv6Address = network.Value?.GlobalIPv6Address ?? "",
        IPv6PrefixLength = (int)(network.Value?.GlobalIPv6PrefixLen ?? 0),
        MacAddress = network.Value?.MacAddress ?? "",
    };

    /// <summary>The engine writes year 1 for what never was.</summary>
    private static DateTime? Moment(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
        && time.Year > 1 ? time : null;
}
