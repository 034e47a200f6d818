using System.Text;
using ContainerNet.Iptables;

namespace ContainerNet.Unit.Iptables;

/// <summary>Lines of iptables-save with characters changed, cut off or put in. The seed is fixed.</summary>
internal sealed class MutatedRuleLines(IEnumerable<string> sets, int seed)
{
    private static readonly string[] s_pieces =
        ["\"", "\\", "'", "!", " ", "\n", "\t", "\r", "[", "]", ":", "-", "--", "-A ", "-j ", "*nat", "COMMIT", "/32", "[1:2] ", "\0", "é", "容", "\ud83d", "--comment "];

    private readonly string[] _lines = [.. sets.SelectMany(static set => set.Split('\n')).Where(static line => line.Length > 0).Distinct()];
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>The next line.</summary>
    public string Next()
    {
        _text.Clear().Append(_lines[_random.Next(_lines.Length)]);
        for (var edits = _random.Next(1, 6); edits > 0; edits--)
        {
            var at = _random.Next(_text.Length + 1);
            if (_random.Next(3) == 0) _text.Remove(at, Math.Min(_random.Next(1, 12), _text.Length - at));
            else if (_random.Next(4) == 0) _text.Insert(at, (char)_random.Next(1, 0x100));
            else _text.Insert(at, s_pieces[_random.Next(s_pieces.Length)]);
        }

        return _text.ToString();
    }

    /// <summary>What is wrong with the reading of a text: something was lost, or is read otherwise the second time; null where all is well.</summary>
    public static string? Fault(string text)
    {
        var rules = RuleSet.Parse(text);
        if (text.Length > 0 && rules.Print() != (text.EndsWith('\n') ? text : text + "\n")) return $"another text: {text}";
        foreach (var rule in rules.Lines.OfType<Rule>())
        {
            if (!rule.Options.SequenceEqual(RuleText.ParseOptions(RuleText.Print(rule.Options)))) return $"other options: {rule.Text}";
        }

        return null;
    }
}
