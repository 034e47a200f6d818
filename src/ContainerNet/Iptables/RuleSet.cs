namespace ContainerNet.Iptables;

/// <summary>All that one run of iptables-save printed, line by line.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    public RuleSet(IReadOnlyList<RuleSetLine> lines)
    {
        Lines = lines;
        Table? table = null;
        foreach (var line in lines)
        {
            switch (line)
            {
                case TableLine start when _tables.TryGetValue(start.Table, out table):
                    break;
                case TableLine start:
                    _tables[start.Table] = table = new Table(start.Table);
                    break;
                case ChainLine chain:
                    table?.Add(chain);
                    break;
                case Rule rule:
                    table?.Add(rule);
                    break;
            }
        }
    }

    /// <summary>Every line, in its order.</summary>
    public IReadOnlyList<RuleSetLine> Lines { get; }

    /// <summary>The tables that are in use.</summary>
    public IReadOnlyCollection<Table> Tables => _tables.Values;

    /// <summary>A table; an empty one when nothing has used it yet, which iptables-save does not print.</summary>
    public Table Table(string name) => _tables.TryGetValue(name, out var table) ? table : new Table(name);

    /// <summary>Reads the text of iptables-save, with counters or without; never fails.</summary>
    public static RuleSet Parse(string text) => new(RuleSetParser.Parse(text));

    /// <summary>Reads it again: a rule that was there before is that very rule, and what was parsed of it need not be parsed anew.</summary>
    /// <param name="text">The text of iptables-save.</param>
    /// <param name="earlier">What was read before.</param>
    public static RuleSet Parse(string text, RuleSet earlier)
    {
        var lines = RuleSetParser.Parse(text);
        // Each once: that two rules are the same one tells where in a chain a rule stands.
        var known = earlier.Lines.OfType<Rule>().ToHashSet();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is Rule rule && known.TryGetValue(rule, out var before) && known.Remove(before)) lines[i] = before;
        }

        return new RuleSet(lines);
    }

    /// <summary>The text it was read from.</summary>
    public string Print() => string.Concat(Lines.Select(line => line.Text + "\n"));
}
