using System.Text.Json;
using ContainerNet.Services.Json;

namespace ContainerNet.Services.Runtime;

/// <summary>
/// What a reload would change beside our entry: SIGHUP applies everything that stands in daemon.json, also what somebody has only prepared. Pure.
/// </summary>
internal static class ConfigurationDrift
{
    /// <summary>Changed by SIGHUP and not told by the engine (20.10 to 29): known only where the file is older than the engine's last reading of it.</summary>
    private static readonly string[] s_untold =
    [
        "allow-nondistributable-artifacts", "cluster-advertise", "cluster-store", "cluster-store-opts", "features", "max-concurrent-downloads",
        "max-concurrent-uploads", "max-download-attempts", "network-diagnostic-port", "shutdown-timeout",
    ];

    /// <summary>The keys of the file that differ from the running configuration, or may.</summary>
    /// <param name="document">The file; null where there is none.</param>
    /// <param name="running">What the engine tells.</param>
    /// <param name="isAsRead">Whether the file has not been changed since the engine read it.</param>
    public static string[] Find(byte[]? document, IReadOnlyDictionary<string, string[]> running, bool isAsRead)
    {
        var members = document is null ? [] : JsonText.Members(document) ?? [];
        var differing = new List<string>();
        foreach (var member in members)
        {
            if (running.TryGetValue(member.Name, out var now))
            {
                if (!Wished(document!, member).SequenceEqual(Comparable(member.Name, now))) differing.Add(member.Name);
            }
            else if (!isAsRead && s_untold.Contains(member.Name))
            {
                differing.Add(member.Name);
            }
        }

        // A member runtimes that is not in the file will be: what was registered otherwise would go.
        if (members.All(static member => member.Name != "runtimes") && running.TryGetValue("runtimes", out var others) && Comparable("runtimes", others).Any())
            differing.Add("runtimes");
        return [.. differing];
    }

    private static IEnumerable<string> Wished(byte[] document, JsonMember member)
    {
        using var value = JsonDocument.Parse(document.AsMemory(member.ValueStart..member.ValueEnd));
        string[] texts = value.RootElement.ValueKind switch
        {
            JsonValueKind.Array => [.. value.RootElement.EnumerateArray().Select(static item => item.ToString())],
            JsonValueKind.Object => [.. value.RootElement.EnumerateObject().Select(RuntimeOf)],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            _ => [value.RootElement.ToString()],
        };
        return Comparable(member.Name, texts);
    }

    private static string RuntimeOf(JsonProperty runtime)
    {
        if (runtime.Value.ValueKind != JsonValueKind.Object) return runtime.Name;
        var path = runtime.Value.TryGetProperty("path", out var given) ? given.ToString() : "";
        var arguments = runtime.Value.TryGetProperty("runtimeArgs", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(static argument => argument.ToString()) : [];
        return string.Join(' ', [$"{runtime.Name}={path}", .. arguments]);
    }

    private static IEnumerable<string> Comparable(string key, IEnumerable<string> values) => key switch
    {
        // Those that an engine has of itself, and ours.
        "runtimes" => values.Where(static value => !value.StartsWith("runc=", StringComparison.Ordinal)
            && !value.StartsWith("io.containerd.", StringComparison.Ordinal)
            && !value.StartsWith($"{RuntimeNames.Name}=", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        "registry-mirrors" => values.Select(static value => value.TrimEnd('/')).Order(StringComparer.Ordinal),
        _ => values.Order(StringComparer.Ordinal),
    };
}
