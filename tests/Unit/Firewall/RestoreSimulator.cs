using System.Globalization;
using ContainerNet.Iptables;

namespace ContainerNet.Unit.Firewall;

/// <summary>Does to a rule set what <c>iptables-restore --noflush</c> would do, as far as the planner's commands go.</summary>
internal static class RestoreSimulator
{
    public static RuleSet Apply(RuleSet rules, RestoreScript script)
    {
        var lines = rules.Lines.ToList();
        var table = "";
        foreach (var command in script.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (command[0] == '*') table = command[1..];
            else if (command != "COMMIT") Run(lines, table, command.Split(' ', 3));
        }

        return new RuleSet(lines);
    }

    private static void Run(List<RuleSetLine> lines, string table, string[] words)
    {
        var (chain, rest) = (words[1], words.Length > 2 ? words[2] : "");
        var start = TableStart(lines, table);
        var end = lines.FindIndex(start, line => line is OtherLine { Line: "COMMIT" });
        switch (words[0])
        {
            case "-N":
                if (lines[start..end].Contains(new ChainLine(chain, "-", default))) throw new InvalidOperationException($"Chain {chain} exists.");
                lines.Insert(lines.FindLastIndex(end, end - start + 1, line => line is ChainLine or TableLine) + 1, new ChainLine(chain, "-", default));
                break;
            case "-X":
                if (lines[start..end].Exists(line => line is Rule rule && rule.Chain == chain)) throw new InvalidOperationException($"{chain} is not empty.");
                lines.RemoveAt(lines.FindIndex(start, line => line is ChainLine found && found.Chain == chain));
                break;
            case "-A":
                lines.Insert(AfterLast(lines, start, end, chain), new Rule(chain, rest));
                break;
            case "-I":
                var number = int.Parse(rest.Split(' ')[0], CultureInfo.InvariantCulture);
                lines.Insert(PlaceOf(lines, start, end, chain, number), new Rule(chain, rest.Split(' ', 2)[1]));
                break;
            case "-D":
                var at = lines.FindIndex(start, end - start, line => line is Rule rule && rule.SameAs(new Rule(chain, rest)));
                if (at < 0) throw new InvalidOperationException($"No such rule: {chain} {rest}");
                lines.RemoveAt(at);
                break;
            default:
                throw new InvalidOperationException(words[0]);
        }
    }

    private static int TableStart(List<RuleSetLine> lines, string table)
    {
        if (!lines.Contains(new TableLine(table))) lines.AddRange([new TableLine(table), new OtherLine("COMMIT")]);
        return lines.IndexOf(new TableLine(table));
    }

    private static int AfterLast(List<RuleSetLine> lines, int start, int end, string chain)
    {
        var last = lines.FindLastIndex(end, end - start, line => line is Rule rule && rule.Chain == chain);
        return last < 0 ? end : last + 1;
    }

    private static int PlaceOf(List<RuleSetLine> lines, int start, int end, string chain, int number)
    {
        var rules = Enumerable.Range(start, end - start).Where(i => lines[i] is Rule rule && rule.Chain == chain).ToList();
        return number > rules.Count ? AfterLast(lines, start, end, chain) : rules[number - 1];
    }
}
