using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>The facts of iptables' rules. Pure.</summary>
internal static class IptablesFacts
{
    private static readonly HashSet<string> s_verdicts =
        ["ACCEPT", "DROP", "RETURN", "REJECT", "QUEUE"];

    /// <summary>The facts of every rule of a set, table by table and chain by chain.</summary>
    public static IEnumerable<RuleFacts> Of(FirewallRules set)
    {
        var family = set.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        foreach (var table in set.Rules.Tables)
        {
            foreach (var chain in table.Chains)
            {
                var rules = table.RulesOf(chain.Chain);
                for (var i = 0; i < rules.Count; i++) yield return Of(table, rules[i], i + 1, family);
            }
        }
    }

    private static RuleFacts Of(Table table, Rule rule, int number, string family)
    {
        string target = "", comment = "", translation = "", protocol = "", port = "", original = "", inSet = "";
        var (isIn, isOut, source, destination) = (default(RuleMatch), default(RuleMatch), default(RuleMatch), default(RuleMatch));
        var (uncommon, mark, conditions) = (false, false, 0);

        // Not the rule's own options: it would keep them for as long as it is remembered.
        foreach (var option in RuleText.ParseOptions(rule.Specification))
        {
            conditions++;
            switch (option.Name)
            {
                case "-j" or "-g": (target, conditions) = (option.Value, conditions - 1); break;
                case "--comment": (comment, conditions) = (option.Value, conditions - 1); break;
                case "-i": isIn = new(option.Value, option.Negated); break;
                case "-o": isOut = new(option.Value, option.Negated); break;
                case "-s": source = new(Address(option.Value), option.Negated); break;
                case "-d": destination = new(Address(option.Value), option.Negated); break;
                case "-p": protocol = option.Negated ? "" : option.Value; break;
                case "--dport" or "--dports": port = option.Negated ? "" : option.Value; break;
                case "--to-destination": translation = Translated(option.Value); break;
                case "--ctorigdstport": (original, uncommon) = (option.Negated ? "" : option.Value, true); break;
                case "--match-set": (inSet, uncommon) = (option.Value, true); break;
                case "--mark": (mark, uncommon) = (true, true); break;
                case "-m": conditions -= option.Value == "comment" ? 1 : 0; break;
                case "--reject-with": conditions--; break;
                case "--ctstate" or "--dst-type" or "--src-type": break;
                default: uncommon = true; break;
            }
        }

        return new RuleFacts
        {
            Table = table.Name, Chain = rule.Chain, Number = number, Family = family, Text = rule.Specification, Raw = rule.WithoutCounters,
            Comment = comment, Target = target, Jumps = IsChain(table, target) ? [(target, "")] : [], In = isIn, Out = isOut, Source = source,
            Destination = destination, Translation = translation, Protocol = protocol, Port = port, OriginalPort = original, Set = inSet, AsksForMark = mark,
            IsUncommon = uncommon || comment.Length > 0, Counters = rule.Counters, IsUnconditional = conditions == 0,
        };
    }

    private static bool IsChain(Table table, string target) => target.Length > 0 && !s_verdicts.Contains(target) && table.HasChain(target);

    private static string Address(string text) =>
        text.EndsWith("/32", StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal) ? text[..^3]
        : text.EndsWith("/128", StringComparison.Ordinal) ? text[..^4]
        : text;

    // 172.17.0.2, 172.17.0.2:80, 172.17.0.2:80-90, 10.0.0.1-10.0.0.9:80, [fd77::2]:80, fd77::2
    private static string Translated(string text)
    {
        if (text.StartsWith('[')) return text[1..Math.Max(1, text.IndexOf(']', StringComparison.Ordinal))];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text.IndexOf(':', colon + 1) < 0 ? text[..colon] : text;
    }
}
