using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Refuses keys of the engine's HostConfig that have a parameter of their own or would break the promise of the mode.</summary>
internal static class HostConfigRules
{
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PortBindings"] = "-Publish",
        ["PublishAllPorts"] = "-PublishAll",
        ["AutoRemove"] = "-AutoRemove",
        ["RestartPolicy"] = "-RestartPolicy",
        ["Binds"] = "-Volume",
        ["CapAdd"] = "-CapAdd",
        ["CapDrop"] = "-CapDrop",
        ["Privileged"] = "-Privileged",
        ["Dns"] = "-Dns",
        ["DnsSearch"] = "-DnsSearch",
        ["ExtraHosts"] = "-AddHost",
    };

    /// <summary>Checks the keys; the values are the engine's to judge.</summary>
    /// <param name="hostConfig">What was given.</param>
    /// <param name="mode">The mode that is promised.</param>
    /// <param name="wait">Whether <c>-Wait</c> was given: it reads the log, so the log driver is its own.</param>
    /// <exception cref="ContainerNetException">HostConfigConflict, saying what to use instead; target is the key.</exception>
    public static void Check(IReadOnlyDictionary<string, object?> hostConfig, ContainerMode mode, bool wait)
    {
        foreach (var (key, value) in hostConfig)
        {
            if (Instead(key, value, mode, wait) is { } instead) throw ContainerNetException.Create(ErrorId.HostConfigConflict, key, key, instead);
        }
    }

    private static string? Instead(string key, object? value, ContainerMode mode, bool wait)
    {
        if (s_parameters.TryGetValue(key, out var parameter)) return Of(parameter, mode);
        return key.ToUpperInvariant() switch
        {
            "NETWORKMODE" => Text.Get("Instead_NetworkMode"),
            "IPCMODE" when mode == ContainerMode.Joined => "-Share",
            "UTSMODE" when mode == ContainerMode.Joined => "-Share",
            "UTSMODE" when mode != ContainerMode.Host && IsShared(value) => "New-HostContainer",
            "PIDMODE" when mode == ContainerMode.Joined && IsShared(value) => Text.Get("Instead_PidMode"),
            "LINKS" when mode != ContainerMode.Bridged => "New-BridgedContainer",
            "LOGCONFIG" when wait => Text.Get("Instead_LogConfig"),
            _ => null,
        };
    }

    /// <summary>The parameter, and the cmdlet that has it where this one does not.</summary>
    private static string Of(string parameter, ContainerMode mode) =>
        mode != ContainerMode.Bridged && parameter is ("-Publish" or "-PublishAll" or "-Dns" or "-DnsSearch" or "-AddHost")
            ? $"New-BridgedContainer {parameter}"
            : parameter;

    /// <summary>Whether a namespace mode is <c>host</c> or <c>container:</c>.</summary>
    private static bool IsShared(object? value) =>
        value is string text && (text.Equals("host", StringComparison.OrdinalIgnoreCase) || text.StartsWith("container:", StringComparison.OrdinalIgnoreCase));
}
