using System.Net.Sockets;
using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>The facts of iptables' rules. Pure.</summary>
internal static class IptablesFacts
{
    private static readonly HashSet<string> s_verdicts =
        ["ACCEPT", "DROP", "RETURN", "REJECT", "QUEUE"];

    /// <summary>The facts of every rule of a set, table by table and chain by chain.</summary>
    public static RuleFacts[] Of(FirewallRules set)
    {
        var family = set.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        (Table Table, Rule Rule, int Number)[] all = [.. set.Rules.Tables.SelectMany(static table => table.Chains.SelectMany(
            chain => table.RulesOf(chain.Chain).Select((rule, index) => (table, rule, index + 1))))];
        return ManyItems.Make(all.Length, index => Of(all[index].Table, all[index].Rule, all[index].Number, family));
    }

    private static RuleFacts Of(Table table, Rule rule, int number, string family)
    {
        string target = "", comment = "", translation = "", protocol = "", port = "", original = "", inSet = "";
        var (isIn, isOut, source, destination) = (default(RuleMatch), default(RuleMatch), default(RuleMatch), default(RuleMatch));
        var (uncommon, mark, conditions) = (false, false, 0);

        // Not the rule's own options: it would keep them for as long as it is remembered.
        for (var option = new OptionReader(rule.Specification); option.Read();)
        {
            conditions++;
            switch (option.Name)
            {
                case "-j" or "-g": (target, conditions) = (RuleText.Common(option.Value), conditions - 1); break;
                case "--comment": (comment, conditions) = (option.Value.ToString(), conditions - 1); break;
                case "-i": isIn = new(RuleText.Common(option.Value), option.Negated); break;
                case "-o": isOut = new(RuleText.Common(option.Value), option.Negated); break;
                case "-s": source = new(Address(option.Value), option.Negated); break;
                case "-d": destination = new(Address(option.Value), option.Negated); break;
                case "-p": protocol = option.Negated ? "" : RuleText.Common(option.Value); break;
                case "--dport" or "--dports": port = option.Negated ? "" : option.Value.ToString(); break;
                case "--to-destination": translation = Translated(option.Value); break;
                case "--ctorigdstport": (original, uncommon) = (option.Negated ? "" : option.Value.ToString(), true); break;
                case "--match-set": (inSet, uncommon) = (option.Value.ToString(), true); break;
                case "--mark": (mark, uncommon) = (true, true); break;
                case "-m": conditions -= option.Value is "comment" ? 1 : 0; break;
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

    private static string Address(ReadOnlySpan<char> text) =>
        (text.EndsWith("/32") && !text.Contains(':') ? text[..^3]
        : text.EndsWith("/128") ? text[..^4]
        : text).ToString();

    // 172.17.0.2, 172.17.0.2:80, 172.17.0.2:80-90, 10.0.0.1-10.0.0.9:80, [fd77::2]:80, fd77::2
    private static string Translated(ReadOnlySpan<char> text)
    {
        if (text is ['[', ..]) return text[1..Math.Max(1, text.IndexOf(']'))].ToString();
        var colon = text.IndexOf(':');
        return (colon >= 0 && !text[(colon + 1)..].Contains(':') ? text[..colon] : text).ToString();
    }
}
