namespace ContainerNet.Services.Connection;

/// <summary>Reads the address of an engine.</summary>
internal static class EngineUri
{
    private const string Forms = "unix:///path, tcp://host:port, http://host:port, https://host:port";

    /// <exception cref="ContainerNetException">EngineUriInvalid.</exception>
    public static Uri Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('/')) trimmed = $"unix://{trimmed}";
        if (trimmed.StartsWith("unix:/", StringComparison.Ordinal) && !trimmed.StartsWith("unix:///", StringComparison.Ordinal))
            trimmed = $"unix:///{trimmed["unix:/".Length..].TrimStart('/')}";
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri)) throw Invalid(text, Forms);
        return uri.Scheme switch
        {
            "unix" when uri.LocalPath.Length > 1 => uri,
            "tcp" or "http" or "https" when uri.Host.Length > 0 && uri.AbsolutePath is "/" or "" => uri,
            "ssh" => throw Invalid(text, "ssh -NL /tmp/engine.sock:/var/run/docker.sock HOST; Connect-ContainerEngine unix:///tmp/engine.sock"),
            "npipe" => throw Invalid(text, Forms),
            _ => throw Invalid(text, Forms),
        };
    }

    private static ContainerNetException Invalid(string text, string advice) =>
        ContainerNetException.Create(ErrorId.EngineUriInvalid, text, text, advice);
}
