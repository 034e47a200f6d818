using System.Text.Json;
using ContainerNet.Docker.Transport;

namespace ContainerNet.Docker;

/// <summary>
/// What <c>GET /info</c> tells of the OCI runtimes and of the other settings that SIGHUP changes, by their keys in daemon.json and in its words.
/// Loops instead of LINQ over JSON's own types, which cannot be compiled ahead.
/// </summary>
internal static class EngineSettings
{
    /// <summary>Insecure whatever the file says.</summary>
    private static readonly string[] s_loopback = ["127.0.0.0/8", "::1/128"];

    /// <summary>The paths of the runtimes by their names.</summary>
    public static Dictionary<string, string> Runtimes(JsonElement info)
    {
        var runtimes = new Dictionary<string, string>();
        if (!IsObject(info, "Runtimes", out var found)) return runtimes;
        foreach (var runtime in found.EnumerateObject()) runtimes[runtime.Name] = runtime.Value.Text("path");
        return runtimes;
    }

    public static Dictionary<string, string[]> Read(JsonElement info)
    {
        var settings = new Dictionary<string, string[]> { ["labels"] = Texts(info, "Labels") };
        if (info.TryGetProperty("Debug", out var debug)) settings["debug"] = [debug.GetRawText()];
        if (info.TryGetProperty("LiveRestoreEnabled", out var live)) settings["live-restore"] = [live.GetRawText()];
        if (info.Text("DefaultRuntime") is { Length: > 0 } runtime) settings["default-runtime"] = [runtime];
        if (IsObject(info, "Plugins", out var plugins)) settings["authorization-plugins"] = Texts(plugins, "Authorization");
        if (IsObject(info, "RegistryConfig", out var registry))
        {
            settings["registry-mirrors"] = Texts(registry, "Mirrors");
            settings["insecure-registries"] = [.. Texts(registry, "InsecureRegistryCIDRs").Except(s_loopback), .. InsecureNames(registry)];
        }

        settings["runtimes"] = [.. RuntimesWithArguments(info)];
        return settings;
    }

    private static List<string> InsecureNames(JsonElement registry)
    {
        var names = new List<string>();
        if (!IsObject(registry, "IndexConfigs", out var indexes)) return names;
        foreach (var index in indexes.EnumerateObject())
        {
            if (index.Value.TryGetProperty("Secure", out var secure) && secure.ValueKind == JsonValueKind.False) names.Add(index.Name);
        }

        return names;
    }

    private static List<string> RuntimesWithArguments(JsonElement info)
    {
        var all = new List<string>();
        if (!IsObject(info, "Runtimes", out var runtimes)) return all;
        foreach (var runtime in runtimes.EnumerateObject())
            all.Add(string.Join(' ', [$"{runtime.Name}={runtime.Value.Text("path")}", .. Texts(runtime.Value, "runtimeArgs")]));
        return all;
    }

    private static bool IsObject(JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    private static string[] Texts(JsonElement element, string name)
    {
        var texts = new List<string>();
        if (!element.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return [];
        foreach (var item in list.EnumerateArray()) texts.Add(item.GetString() ?? "");
        return [.. texts];
    }
}
