using System.Text;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Images;

/// <summary>
/// Finds the credentials for a registry where the docker configuration holds them in plain form (<c>auths</c>). A credential helper
/// (<c>credsStore</c>) is a program of someone else's: it is not run, and the pull is anonymous.
/// </summary>
internal static class RegistryCredentials
{
    private static readonly string[] s_hubNames = ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"];

    /// <summary>The text of the docker configuration; null where there is none that can be read.</summary>
    public static string? ReadConfiguration()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".docker");
        var path = Path.Combine(folder, "config.json");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No configuration means an anonymous pull, as with the docker CLI.
            return null;
        }
    }

    /// <summary>What the engine is to log in with; empty for anonymous.</summary>
    public static AuthConfig Find(string registry, string? configuration)
    {
        if (configuration is null) return new AuthConfig();
        try
        {
            using var document = JsonDocument.Parse(configuration, new JsonDocumentOptions { AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("auths", out var auths) || auths.ValueKind != JsonValueKind.Object)
                return new AuthConfig();
            foreach (var entry in auths.EnumerateObject())
                if (IsFor(entry.Name, registry) && entry.Value.ValueKind == JsonValueKind.Object) return ToAuth(entry.Name, entry.Value);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // A damaged configuration holds no credentials; the registry's own answer says whether some are needed.
        }

        return new AuthConfig();
    }

    private static bool IsFor(string name, string registry) => registry == "docker.io"
        ? s_hubNames.Contains(name)
        : name == registry || HostOf(name) == registry;

    private static string HostOf(string name) => Uri.TryCreate(name, UriKind.Absolute, out var uri) && uri.Authority.Length > 0
        ? uri.Authority
        : name.Split('/')[0];

    private static AuthConfig ToAuth(string server, JsonElement entry)
    {
        if (entry.Text("identitytoken") is { Length: > 0 } token) return new AuthConfig { ServerAddress = server, IdentityToken = token };
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(entry.Text("auth"))).Split(':', 2);
        return pair.Length < 2 ? new AuthConfig() : new AuthConfig { ServerAddress = server, Username = pair[0], Password = pair[1].TrimEnd('\0') };
    }
}
