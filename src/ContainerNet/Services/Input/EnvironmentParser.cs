using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Checks variables for a container, each NAME=VALUE, or NAME alone to take one of the image's away.</summary>
internal static class EnvironmentParser
{
    /// <exception cref="ContainerNetException">EnvironmentInvalid; target is the text.</exception>
    public static string[] Parse(IEnumerable<string>? variables) => [.. (variables ?? []).Select(Check)];

    /// <summary>What docker's <c>-e NAME</c> means: the session's own value, or the name alone where the session has none.</summary>
    public static string Resolve(string text) =>
        text.Length == 0 || text.Contains('=', StringComparison.Ordinal) || Environment.GetEnvironmentVariable(text) is not { } value ? text : $"{text}={value}";

    private static string Check(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        var name = split < 0 ? text : text[..split];
        if (name.Length == 0) throw Invalid(text, "Reason_EnvironmentNoName");

        // No shell reads a name with a blank in it; what was meant is A=1 without blanks.
        if (name.Any(char.IsWhiteSpace)) throw Invalid(text, "Reason_EnvironmentBlank");
        if (text.Contains('\0', StringComparison.Ordinal)) throw Invalid(text, "Reason_EnvironmentNul");
        return text;
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.EnvironmentInvalid, text, text, Text.Get(reason));
}
