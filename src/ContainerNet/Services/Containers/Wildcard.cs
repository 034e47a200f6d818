using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerNet.Services.Containers;

/// <summary>PowerShell's wildcards (<c>*</c>, <c>?</c>, <c>[a-z]</c>) for names of containers. Case counts, as it does in the engine's names. Pure.</summary>
internal sealed class Wildcard
{
    private readonly Regex _regex;

    public Wildcard(string text)
    {
        var pattern = new StringBuilder(@"\A");
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '[' ? text.IndexOf(']', i + 1) : -1;
            if (end > i + 1)
            {
                AppendSet(pattern, text.AsSpan(i + 1, end - i - 1));
                i = end;
                continue;
            }

            pattern.Append(text[i] switch { '*' => ".*", '?' => ".", var other => Escape(other) });
        }

        _regex = new Regex(pattern.Append(@"\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    /// <summary>Whether the text is a wildcard; the name of a container cannot hold one of these characters.</summary>
    public static bool Is(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    public bool Matches(string name) => _regex.IsMatch(name);

    private static void AppendSet(StringBuilder pattern, ReadOnlySpan<char> set)
    {
        var start = pattern.Append('[').Length;
        for (var i = 0; i < set.Length; i++)
        {
            var range = i + 2 < set.Length && set[i + 1] == '-';
            var last = range ? set[i + 2] : set[i];
            if (last >= set[i]) pattern.Append(Escape(set[i])).Append('-').Append(Escape(last));
            if (range) i += 2;
        }

        // A range that runs backwards holds nothing, and an empty set is none to a regular expression.
        if (pattern.Length == start) pattern.Append(@"^\s\S");
        pattern.Append(']');
    }

    private static string Escape(char character) => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}");
}
