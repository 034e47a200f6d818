using System.Text.Json;
using ContainerNet.Linux;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// Tells whether the administrator opened the containers of every network to their neighbours: dockerd's <c>--allow-direct-routing</c>,
/// or its key in daemon.json (moby 28.2). The engine's API says nothing of it.
/// </summary>
/// <param name="surroundings">The files of this machine.</param>
/// <param name="engineProcess">The process id of the engine at a socket; 0 where it is not seen.</param>
internal sealed class DirectRouting(Surroundings surroundings, Func<string, int> engineProcess)
{
    private const string Option = "allow-direct-routing";
    private const string DefaultFile = "/etc/docker/daemon.json";

    /// <summary>The API of moby 28.2: an older engine does not start with the option.</summary>
    private static readonly Version s_first = new(1, 50);

    public static DirectRouting Here { get; } = new(Surroundings.Real, PeerCredentials.ReadProcessId);

    /// <summary>Whether it is allowed; false where it cannot be seen, so that the guard stands then.</summary>
    public bool IsAllowed(EngineConnection connection)
    {
        if (connection.ServerApiVersion < s_first || !connection.Endpoint.IsUnix) return false;
        if (engineProcess(connection.Endpoint.Uri.LocalPath) is not (> 0 and var process)) return false;

        // Behind a socket of systemd the process is systemd, and the words are its own: the file is what is left.
        string[] words = (Read($"/proc/{process}/cmdline") ?? "").Split('\0');
        var file = Given(words, "config-file") is { Length: > 0 } given ? given : DefaultFile;
        return Given(words, Option) is "" or "true" or "1" || IsInFile($"/proc/{process}/root{file}");
    }

    /// <summary>The value of a flag, <c>--flag=value</c> or, where it takes one, <c>--flag value</c>; empty where it stands alone.</summary>
    private static string? Given(string[] words, string flag)
    {
        var at = Array.FindLastIndex(words, word => word == $"--{flag}" || word.StartsWith($"--{flag}=", StringComparison.Ordinal));
        if (at < 0) return null;
        if (words[at].Contains('=', StringComparison.Ordinal)) return words[at][(flag.Length + 3)..];
        return at + 1 < words.Length && !words[at + 1].StartsWith('-') ? words[at + 1] : "";
    }

    private bool IsInFile(string path)
    {
        if (Read(path) is not { } text) return false;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(Option, out var value) && value.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            // The engine has started, so this is not what it read.
            return false;
        }
    }

    private string? Read(string path)
    {
        try
        {
            return surroundings.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read opens nothing.
            return null;
        }
    }
}
