using System.Globalization;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>Makes the request of create. What is empty is not sent at all: in container mode even an empty table is a conflict.</summary>
internal static class CreateParameters
{
    /// <summary>From this API version on the MAC address belongs to the endpoint.</summary>
    private static readonly Version s_macOfEndpoint = new(1, 44);

    /// <exception cref="Services.ContainerNetException">HostConfigUnknownKey, HostConfigInvalidValue.</exception>
    public static CreateContainerParameters From(ContainerSpec spec, Version apiVersion)
    {
        var endpoint = spec.Endpoints.FirstOrDefault();
        var parameters = new CreateContainerParameters
        {
            Name = spec.Name,
            Image = spec.Image,
            Cmd = OrNull(spec.Command),
            Entrypoint = spec.Entrypoint,
            Env = OrNull(spec.Environment),
            Labels = spec.Labels.Count > 0 ? spec.Labels.ToDictionary() : null,
            Hostname = spec.Hostname,
            User = spec.User,
            WorkingDir = spec.WorkingDirectory,
            Volumes = Set(spec.AnonymousVolumes),
            ExposedPorts = Set([.. spec.ExposedPorts.Union(spec.PortBindings.Select(mapping => mapping.ContainerKey))]),
            MacAddress = apiVersion < s_macOfEndpoint ? endpoint?.MacAddress : null,
            HostConfig = ToHostConfig(spec),
        };
        // podman takes "bridge" for its default network, whose own name is another, in the network mode alone.
        if (endpoint is not null && !(endpoint.Network == "bridge" && EndpointParameters.IsEmpty(endpoint)))
        {
            var settings = EndpointParameters.From(endpoint, apiVersion);
            parameters.NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [endpoint.Network] = settings } };
        }

        HostConfigOverlay.Apply(spec.HostConfig, (FullHostConfig)parameters.HostConfig);
        return parameters;
    }

    private static FullHostConfig ToHostConfig(ContainerSpec spec) => new()
    {
        NetworkMode = spec.NetworkMode,
        IpcMode = spec.IpcMode,
        UTSMode = spec.UtsMode,
        Runtime = spec.Runtime,
        AutoRemove = spec.AutoRemove,
        RestartPolicy = ToRestartPolicy(spec.RestartPolicy),
        CapAdd = OrNull(spec.CapAdd),
        CapDrop = OrNull(spec.CapDrop),
        Privileged = spec.Privileged,
        Binds = OrNull(spec.Binds),
        PortBindings = spec.PortBindings.Length > 0 ? PortLists.Bindings(spec.PortBindings) : null,
        PublishAllPorts = spec.PublishAllPorts,
        DNS = OrNull(spec.Dns),
        DNSSearch = OrNull(spec.DnsSearch),
        ExtraHosts = OrNull(spec.ExtraHosts),
        LogConfig = spec.LogDriver is null ? null : new LogConfig { Type = spec.LogDriver },
    };

    private static RestartPolicy? ToRestartPolicy(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parts = text.Split(':', 2);
        return new RestartPolicy
        {
            Name = parts[0].ToUpperInvariant() switch
            {
                "NO" => RestartPolicyKind.No,
                "ALWAYS" => RestartPolicyKind.Always,
                "ON-FAILURE" => RestartPolicyKind.OnFailure,
                "UNLESS-STOPPED" => RestartPolicyKind.UnlessStopped,
                _ => throw HostConfigOverlay.Invalid("RestartPolicy", text, "no, always, unless-stopped, on-failure[:N]"),
            },
            MaximumRetryCount = parts.Length < 2 ? 0
                : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
                : throw HostConfigOverlay.Invalid("RestartPolicy", text, "on-failure:N"),
        };
    }

    private static string[]? OrNull(string[] items) => items.Length > 0 ? items : null;

    private static Dictionary<string, EmptyStruct>? Set(string[] keys) => keys.Length > 0 ? keys.ToDictionary(key => key, _ => default(EmptyStruct)) : null;
}
