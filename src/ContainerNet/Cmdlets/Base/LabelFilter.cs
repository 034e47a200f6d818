using System.Collections;
using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Reads <c>-Label</c> of a cmdlet that looks for containers: key, key=value, or a hashtable whose null values mean any.</summary>
internal static class LabelFilter
{
    /// <exception cref="ContainerNetException">LabelInvalid.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Parse(object[]? labels) => labels is null or [] ? [] : [.. labels.SelectMany(Parse)];

    private static IEnumerable<KeyValuePair<string, string?>> Parse(object? label)
    {
        var value = label is PSObject wrapped ? wrapped.BaseObject : label;
        return value is IDictionary table
            ? table.Cast<DictionaryEntry>().Select(entry => Checked(entry.Key.ToString(), entry.Value?.ToString(), table))
            : [ParseText(label?.ToString() ?? "")];
    }

    private static KeyValuePair<string, string?> ParseText(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split < 0 ? Checked(text, null, text) : Checked(text[..split], text[(split + 1)..], text);
    }

    private static KeyValuePair<string, string?> Checked(string? key, string? value, object target) =>
        string.IsNullOrEmpty(key) ? throw ContainerNetException.Create(ErrorId.LabelInvalid, target, target, Text.Get("Reason_LabelNoKey")) : new(key, value);
}
