namespace ContainerNet.Iptables;

/// <summary>Reads the text of iptables-save line by line. What it does not know it keeps as it is.</summary>
internal static class RuleSetParser
{
    // The kernel's limits leave a rule far less than that: without one, a text of quotes that are never closed would be read to its end
    // for each of its lines.
    private const int MaxRule = 4 * 1024;

    public static List<RuleSetLine> Parse(string text)
    {
        var lines = new List<RuleSetLine>();
        var chain = "";
        for (var start = 0; start < text.Length;)
        {
            var end = LineEnd(text, start);
            var line = text.AsSpan(start, end - start);
            if (IsRule(line))
            {
                end = RuleEnd(text, start, end);
                line = text.AsSpan(start, end - start);
            }

            lines.Add(ParseLine(line, ref chain));
            start = end + 1;
        }

        return lines;
    }

    private static RuleSetLine ParseLine(ReadOnlySpan<char> line, ref string chain) =>
        ParseTable(line) ?? ParseChain(line) ?? (RuleSetLine?)ParseRule(line, ref chain) ?? new OtherLine(line.ToString());

    private static TableLine? ParseTable(ReadOnlySpan<char> line) =>
        line.Length > 1 && line[0] == '*' && !line.Contains(' ') ? new TableLine(line[1..].ToString()) : null;

    private static ChainLine? ParseChain(ReadOnlySpan<char> line)
    {
        if (line.Length == 0 || line[0] != ':') return null;
        var first = line.IndexOf(' ');
        var last = line.LastIndexOf(' ');
        if (first < 2 || last <= first + 1 || line[(first + 1)..last].Contains(' ')) return null;
        return RuleCounters.TryParse(line[(last + 1)..], out var counters)
            ? new ChainLine(line[1..first].ToString(), line[(first + 1)..last].ToString(), counters)
            : null;
    }

    // The rules of a chain stand in a row, and share its name.
    private static Rule? ParseRule(ReadOnlySpan<char> line, ref string chain)
    {
        RuleCounters? counters = null;
        if (line.Length > 0 && line[0] == '[')
        {
            var space = line.IndexOf(' ');
            if (space < 0 || !RuleCounters.TryParse(line[..space], out var read)) return null;
            counters = read;
            line = line[(space + 1)..];
        }

        if (!line.StartsWith("-A ", StringComparison.Ordinal)) return null;
        line = line[3..];
        var end = line.IndexOf(' ');
        if (end < 0) return line.Length == 0 ? null : new Rule(line.ToString(), "", counters);
        if (end == 0 || end == line.Length - 1) return null;
        if (!line[..end].SequenceEqual(chain)) chain = line[..end].ToString();
        return new Rule(chain, line[(end + 1)..].ToString(), counters);
    }

    private static bool IsRule(ReadOnlySpan<char> line) =>
        line.StartsWith("-A ", StringComparison.Ordinal) || (line.Length > 0 && line[0] == '[');

    private static int LineEnd(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end;
    }

    // iptables prints a newline within a comment as it is: such a rule ends where its quotes are closed. Where they never are, at its
    // line's end.
    private static int RuleEnd(string text, int start, int lineEnd)
    {
        var (open, limit) = (false, Math.Min(text.Length, lineEnd + MaxRule));
        for (var i = start; i < limit; i++)
        {
            if (text[i] == '"') open = !open;
            else if (open && text[i] == '\\') i++;
            else if (!open && text[i] == '\n') return i;
        }

        return open ? lineEnd : limit;
    }
}
