using System.Globalization;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker;

/// <summary>
/// Reads <c>GET /info</c>. The engine says its firewall only to those who ask in API 1.49 or newer, so this one request is made in the
/// engine's own version; Docker.DotNet's model does not know the field.
/// </summary>
internal static class EngineInfoReader
{
    public static Task<EngineInfo> ReadAsync(RawRequests raw, Version serverApiVersion, CancellationToken cancellationToken) =>
        raw.ReadAsync("info", ToInfo, cancellationToken, serverApiVersion);

    private static EngineInfo ToInfo(JsonElement info)
    {
        var security = info.Member("SecurityOptions").ToList(option => option.GetString() ?? "");
        return new EngineInfo
        {
            Version = info.Text("ServerVersion"),
            FirewallBackend = info.Member("FirewallBackend").Text("Driver"),
            CgroupVersion = int.TryParse(info.Text("CgroupVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var cgroup) ? cgroup : 0,
            CgroupDriver = info.Text("CgroupDriver"),
            Rootless = Has(security, "rootless"),
            UserNamespaceRemap = Has(security, "userns"),
            Runtimes = EngineSettings.Runtimes(info),
            DefaultRuntime = info.Text("DefaultRuntime"),
            OperatingSystem = info.Text("OperatingSystem"),
            DataFolder = info.Text("DockerRootDir"),
            Settings = EngineSettings.Read(info),
        };
    }

    private static bool Has(List<string> options, string name) => options.Exists(option => option.Split(',').Contains($"name={name}"));
}
