using System.Text.RegularExpressions;
using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>The grammar of image references (distribution/reference): [domain[:port]/]path[:tag][@digest], or an image's id.</summary>
internal static partial class ImageReference
{
    private const int LongestName = 255;

    /// <exception cref="ContainerNetException">ImageReferenceInvalid; target is the text.</exception>
    public static string Check(string text)
    {
        if (Id().IsMatch(text)) return text;
        var match = Reference().Match(text);
        if (!match.Success) throw Invalid(text, text.Any(char.IsAsciiLetterUpper) && Reference().IsMatch(text.ToLowerInvariant()) ? "Reason_ImageUpperCase" : "Reason_ImageForm");
        return match.Groups["name"].Length <= LongestName ? text : throw Invalid(text, "Reason_ImageTooLong");
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.ImageReferenceInvalid, text, text, Text.Get(reason));

    [GeneratedRegex(@"\A(sha256:)?[0-9a-f]{64}\z")]
    private static partial Regex Id();

    // The first part is a domain where a dot, a port, an upper-case letter or "localhost" makes it one; else it belongs to the path.
    [GeneratedRegex(
        @"\A(?<name>((?=[^/]*[.:A-Z]|localhost/)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*(:[0-9]+)?/|\[[0-9a-fA-F:]+\](:[0-9]+)?/)?"
        + @"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)"
        + @"(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
