using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Reads labels for a container, each key or key=value.</summary>
internal static class LabelParser
{
    /// <summary>The labels; of two with one key the later wins, as with docker.</summary>
    /// <exception cref="ContainerNetException">LabelInvalid; target is the text.</exception>
    public static Dictionary<string, string> Parse(IEnumerable<string>? labels)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in labels ?? [])
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            var key = split < 0 ? text : text[..split];
            if (string.IsNullOrWhiteSpace(key)) throw Invalid(text, "Reason_LabelNoKey");
            if (key.StartsWith(LabelNames.Made, StringComparison.OrdinalIgnoreCase)) throw Invalid(text, "Reason_LabelReserved");
            result[key] = split < 0 ? "" : text[(split + 1)..];
        }

        return result;
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.LabelInvalid, text, text, Text.Get(reason));
}
