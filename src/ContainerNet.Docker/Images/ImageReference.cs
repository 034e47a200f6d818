using System.Text.RegularExpressions;
using ContainerNet.Services;

namespace ContainerNet.Docker.Images;

/// <summary>An image reference, normalised as docker does (distribution/reference): <c>busybox</c> is <c>docker.io/library/busybox:latest</c>.</summary>
/// <param name="Registry">The registry's host, with its port where it has one.</param>
/// <param name="Repository">The path in the registry.</param>
/// <param name="Tag">The tag; null where a digest alone was given.</param>
/// <param name="Digest">The digest, such as <c>sha256:…</c>.</param>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string Hub = "docker.io";

    /// <summary>Registry and repository.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <exception cref="ContainerNetException">ImageReferenceInvalid.</exception>
    public static ImageReference Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) throw ContainerNetException.Create(ErrorId.ImageReferenceInvalid, text, text, "name[:tag][@digest]");
        var name = match.Groups["name"].Value;
        var tag = match.Groups["tag"] is { Success: true } found ? found.Value : null;
        var digest = match.Groups["digest"] is { Success: true } exact ? exact.Value : null;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (registry, repository) = slash > 0 && IsHost(name[..slash]) ? (name[..slash], name[(slash + 1)..]) : (Hub, name);
        if (registry == "index.docker.io") registry = Hub;
        if (registry == Hub && !repository.Contains('/', StringComparison.Ordinal)) repository = $"library/{repository}";
        return new ImageReference(registry, repository, tag ?? (digest is null ? "latest" : null), digest);
    }

    private static bool IsHost(string first) => first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.Any(char.IsUpper);

    [GeneratedRegex(@"^(?<name>(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}))?$")]
    private static partial Regex Pattern();
}
