namespace ContainerNet.Services.Input;

/// <summary>Reads names of capabilities (capabilities(7)) in any case, with or without their <c>CAP_</c>.</summary>
internal static class CapabilityNames
{
    /// <summary>The names as <c>CAP_NET_ADMIN</c> or <c>ALL</c>, each once. Which of them there are is for the engine to know.</summary>
    /// <param name="names">What was given.</param>
    /// <param name="parameter">The parameter it was given to, for the message.</param>
    /// <exception cref="ContainerNetException">ArgumentInvalid; target is the name.</exception>
    public static string[] Parse(IEnumerable<string>? names, string parameter) => [.. (names ?? []).Select(name => Normalise(name, parameter)).Distinct()];

    private static string Normalise(string name, string parameter)
    {
        var upper = name.Trim().ToUpperInvariant();
        if (upper is "ALL" or "CAP_ALL") return "ALL";
        var bare = upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper[4..] : upper;
        return bare.Length > 0 && bare.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"CAP_{bare}"
            : throw ContainerNetException.Create(ErrorId.ArgumentInvalid, name, name, parameter, "NET_ADMIN, CAP_NET_ADMIN, ALL");
    }
}
