using System.Text;

namespace ContainerNet.Iptables;

/// <summary>
/// The words of a rule: how iptables-save quotes them (libxtables, xtables_save_string) and how iptables-restore reads them.
/// </summary>
internal static class RuleText
{
    // Options whose value is free text: iptables-save leaves a comment "-j" unquoted, so the next word is theirs whatever it looks like.
    private static readonly HashSet<string> s_freeText =
    [
        "--comment", "--log-prefix", "--nflog-prefix", "--ulog-prefix", "--string", "--hex-string", "--name", "--hashlimit-name", "--path",
        "--u32", "--bytecode", "--helper", "--label",
    ];

    /// <summary>The options of a rule, in their order; never fails.</summary>
    public static RuleOption[] ParseOptions(string specification)
    {
        var words = Split(specification);
        var options = new List<RuleOption>(words.Count / 2);
        for (var i = 0; i < words.Count;)
        {
            var negated = IsBang(words[i]);
            if (negated) i++;
            var name = "";
            if (i < words.Count && IsOption(words[i])) name = words[i++].Text;
            var first = i;
            if (s_freeText.Contains(name) && i < words.Count) i++;
            while (i < words.Count && !IsBang(words[i]) && !IsOption(words[i])) i++;
            var values = i == first ? [] : new string[i - first];
            for (var k = 0; k < values.Length; k++) values[k] = words[first + k].Text;
            options.Add(new RuleOption(negated, name, values));
        }

        return [.. options];
    }

    /// <summary>The text of a rule from its options.</summary>
    public static string Print(IEnumerable<RuleOption> options) => string.Join(' ', options);

    /// <summary>A value as one word of a rule, in quotes where it would be read otherwise without.</summary>
    public static string Quote(string value)
    {
        if (value.Length > 0 && value[0] is not ('-' or '!') && value.All(IsPlain)) return value;
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\' or '\'') text.Append('\\');
            text.Append(character);
        }

        return text.Append('"').ToString();
    }

    private static bool IsPlain(char character) => character is > ' ' and < (char)0x7f and not ('"' or '\\' or '\'' or '#');

    private static bool IsBang(Word word) => !word.Quoted && word.Text == "!";

    private static bool IsOption(Word word) => !word.Quoted && word.Text.Length > 1 && word.Text[0] == '-';

    private static List<Word> Split(string text)
    {
        var words = new List<Word>(text.Length / 6);
        for (var i = 0; i < text.Length;)
        {
            if (IsSpace(text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !IsSpace(text[end]) && text[end] != '"') end++;
            if (end < text.Length && text[end] == '"')
            {
                words.Add(ReadQuoted(text, ref i));
            }
            else
            {
                words.Add(new Word(Common(text.AsSpan(i, end - i)), false));
                i = end;
            }
        }

        return words;
    }

    // The words that most rules are made of, without a string of its own for each.
    private static string Common(ReadOnlySpan<char> word) => word switch
    {
        "!" => "!", "-s" => "-s", "-d" => "-d", "-i" => "-i", "-o" => "-o", "-p" => "-p", "-m" => "-m", "-j" => "-j",
        "tcp" => "tcp", "udp" => "udp", "docker0" => "docker0", "conntrack" => "conntrack", "comment" => "comment", "addrtype" => "addrtype",
        "--dport" => "--dport", "--sport" => "--sport", "--ctstate" => "--ctstate", "--comment" => "--comment", "--to-destination" => "--to-destination",
        "ACCEPT" => "ACCEPT", "DROP" => "DROP", "RETURN" => "RETURN", "DNAT" => "DNAT", "MASQUERADE" => "MASQUERADE", "DOCKER" => "DOCKER",
        _ => word.ToString(),
    };

    // A quote may open in the middle of a word; a backslash means something only between quotes.
    private static Word ReadQuoted(string text, ref int i)
    {
        var word = new StringBuilder();
        var open = false;
        for (; i < text.Length && (open || !IsSpace(text[i])); i++)
        {
            if (text[i] == '"') open = !open;
            else if (open && text[i] == '\\' && i + 1 < text.Length) word.Append(text[++i]);
            else word.Append(text[i]);
        }

        return new Word(word.ToString(), true);
    }

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\r' or '\n';

    private readonly record struct Word(string Text, bool Quoted);
}
