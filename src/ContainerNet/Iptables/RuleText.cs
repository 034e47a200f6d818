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
        var options = new List<RuleOption>();
        for (var i = 0; i < words.Count;)
        {
            var negated = IsBang(words[i]);
            if (negated) i++;
            var name = "";
            var values = new List<string>();
            if (i < words.Count && IsOption(words[i])) name = words[i++].Text;
            if (s_freeText.Contains(name) && i < words.Count) values.Add(words[i++].Text);
            while (i < words.Count && !IsBang(words[i]) && !IsOption(words[i])) values.Add(words[i++].Text);
            options.Add(new RuleOption(negated, name, [.. values]));
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
        var words = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            if (IsSpace(text[i]))
            {
                i++;
                continue;
            }

            words.Add(ReadWord(text, ref i));
        }

        return words;
    }

    // A quote may open in the middle of a word; a backslash means something only between quotes.
    private static Word ReadWord(string text, ref int i)
    {
        var word = new StringBuilder();
        var (open, quoted) = (false, false);
        for (; i < text.Length && (open || !IsSpace(text[i])); i++)
        {
            if (text[i] == '"') (open, quoted) = (!open, true);
            else if (open && text[i] == '\\' && i + 1 < text.Length) word.Append(text[++i]);
            else word.Append(text[i]);
        }

        return new Word(word.ToString(), quoted);
    }

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\r' or '\n';

    private readonly record struct Word(string Text, bool Quoted);
}
