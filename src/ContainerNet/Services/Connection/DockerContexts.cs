using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>Reads docker's contexts: <c>config.json</c>, and a folder each named by the SHA-256 of the context's name (docker/cli, context/store).</summary>
internal sealed class DockerContexts(Surroundings surroundings)
{
    private static readonly string[] s_tlsFiles = ["ca.pem", "cert.pem", "key.pem"];

    private string Root => Path.Combine(surroundings.DockerFolder, "contexts");

    /// <summary>The context the configuration names; null where it names none.</summary>
    public string? Current()
    {
        if (surroundings.Read(Path.Combine(surroundings.DockerFolder, "config.json")) is not { } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Member(document.RootElement, "currentContext") is { ValueKind: JsonValueKind.String } name && name.GetString() is { Length: > 0 } found
                ? found : null;
        }
        catch (JsonException)
        {
            // A configuration that cannot be read names no context: the docker CLI warns and goes on, too.
            return null;
        }
    }

    /// <summary>The names of the contexts that are there, and <c>default</c>.</summary>
    public IReadOnlyList<string> Names() =>
    [
        "default",
        .. surroundings.Folders(Path.Combine(Root, "meta"))
            .Select(folder => ReadMeta(Path.Combine(folder, "meta.json")))
            .Where(meta => meta is not null)
            .Select(meta => meta!.Name)
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="ContainerNetException">EngineContextNotFound, EngineUriInvalid.</exception>
    public EngineEndpoint Resolve(string name)
    {
        var hash = HashOf(name);
        var meta = ReadMeta(Path.Combine(Root, "meta", hash, "meta.json"))
            ?? throw ContainerNetException.Create(ErrorId.EngineContextNotFound, name, name, string.Join(", ", Names()));
        var folder = Path.Combine(Root, "tls", hash, "docker");
        var hasTls = s_tlsFiles.Any(file => surroundings.Exists(Path.Combine(folder, file)));
        return new EngineEndpoint
        {
            Uri = EngineUri.Parse(meta.Host),
            Source = "Context",
            Context = name,
            TlsFolder = hasTls ? folder : null,
            SkipTlsVerify = meta.SkipTlsVerify,
        };
    }

    private static string HashOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Concat(bytes.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private Meta? ReadMeta(string path)
    {
        if (surroundings.Read(path) is not { } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var docker = Member(Member(document.RootElement, "Endpoints"), "docker");
            return Member(docker, "Host")?.GetString() is not { Length: > 0 } host
                ? null
                : new Meta(Member(document.RootElement, "Name")?.GetString() ?? "", host, Member(docker, "SkipTLSVerify")?.ValueKind == JsonValueKind.True);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A damaged context is none: who asks for it is told so by name.
            return null;
        }
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    private sealed record Meta(string Name, string Host, bool SkipTlsVerify);
}
