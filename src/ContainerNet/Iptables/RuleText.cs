using System.Text;

namespace ContainerNet.Iptables;

/// <summary>
/// The words of a rule: how iptables-save quotes them (libxtables, xtables_save_string) and how iptables-restore reads them.
/// </summary>
internal static class RuleText
{
    /// <summary>The options of a rule, in their order; never fails.</summary>
    public static RuleOption[] ParseOptions(string specification)
    {
        var words = Split(specification);
        var options = new List<RuleOption>(words.Count / 2);
        for (var i = 0; i < words.Count;)
        {
            var negated = words[i].IsBang;
            if (negated) i++;
            var name = "";
            if (i < words.Count && words[i].IsOption) name = words[i++].Text;
            var first = i;
            if (IsFreeText(name) && i < words.Count) i++;
            while (i < words.Count && !words[i].IsBang && !words[i].IsOption) i++;
            var values = i == first ? [] : new string[i - first];
            for (var k = 0; k < values.Length; k++) values[k] = words[first + k].Text;
            options.Add(new RuleOption(negated, name, values));
        }

        return [.. options];
    }

    /// <summary>The text of a rule from its options.</summary>
    public static string Print(IEnumerable<RuleOption> options) => string.Join(' ', options);

    /// <summary>A value as one word of a rule, in quotes where it would be read otherwise without.</summary>
    public static string Quote(string value) =>
        value.Length > 0 && value[0] is not ('-' or '!') && value.All(IsPlain) ? value : InQuotes(value);

    /// <summary>A value in quotes: so iptables-save prints a comment that holds more than letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static string InQuotes(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\' or '\'') text.Append('\\');
            text.Append(character);
        }

        return text.Append('"').ToString();
    }

    private static bool IsPlain(char character) => character is > ' ' and < (char)0x7f and not ('"' or '\\' or '\'' or '#');

    /// <summary>Whether an option's value is free text: iptables-save leaves a comment "-j" unquoted, so the next word is its value whatever it looks like.</summary>
    public static bool IsFreeText(ReadOnlySpan<char> option) => option is
        "--comment" or "--log-prefix" or "--nflog-prefix" or "--ulog-prefix" or "--string" or "--hex-string" or "--name" or "--hashlimit-name" or "--path"
        or "--u32" or "--bytecode" or "--helper" or "--label";

    private static List<Word> Split(string text)
    {
        var words = new List<Word>(text.Length / 6);
        for (var reader = new WordReader(text); reader.Read();)
            words.Add(new Word(reader.IsQuoted ? reader.Word.ToString() : Common(reader.Word), reader.IsBang, reader.IsOption));
        return words;
    }

    /// <summary>A word as a string; those that most rules are made of get none of their own.</summary>
    public static string Common(ReadOnlySpan<char> word) => word switch
    {
        "!" => "!", "-s" => "-s", "-d" => "-d", "-i" => "-i", "-o" => "-o", "-p" => "-p", "-m" => "-m", "-j" => "-j",
        "tcp" => "tcp", "udp" => "udp", "docker0" => "docker0", "conntrack" => "conntrack", "comment" => "comment", "addrtype" => "addrtype",
        "--dport" => "--dport", "--sport" => "--sport", "--ctstate" => "--ctstate", "--comment" => "--comment", "--to-destination" => "--to-destination",
        "ACCEPT" => "ACCEPT", "DROP" => "DROP", "RETURN" => "RETURN", "DNAT" => "DNAT", "MASQUERADE" => "MASQUERADE", "DOCKER" => "DOCKER",
        _ => word.ToString(),
    };

    private readonly record struct Word(string Text, bool IsBang, bool IsOption);
}
