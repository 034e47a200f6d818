using System.Globalization;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Rules;

namespace ContainerNet.Services.Checking;

/// <summary>A table of nftables that is none of iptables'.</summary>
/// <param name="Name">Family and name.</param>
/// <param name="Document">Its chains and rules.</param>
/// <param name="Rules">The rules by their chains.</param>
internal sealed record NativeTable(string Name, NftDocument Document, ILookup<string, (NftRule Rule, RuleFacts Facts)> Rules)
{
    public static NativeTable Of(SnapshotNftTable table)
    {
        var document = NftDocument.Parse(table.Json);
        var rules = document.Rules.Zip(NftFacts.Of(document)).ToLookup(static one => one.First.Chain, static one => (one.First, one.Second), StringComparer.Ordinal);
        return new NativeTable($"{table.Family} {table.Name}", document, rules);
    }

    public bool IsFor(NativePacket packet) =>
        !Name.StartsWith(packet.Source.AddressFamily == AddressFamily.InterNetwork ? "ip6 " : "ip ", StringComparison.Ordinal);

    /// <summary>What the policy of a base chain does.</summary>
    public NativeVerdict Policy(string chain) => Document.Dropping.Contains((Name, chain))
        ? new NativeVerdict(Answer.Yes, $"{Name} {chain} policy drop", $"nft add chain {Name} {chain} '{{ policy accept; }}'")
        : NativeVerdict.Passes;

    /// <summary>The verdict of a chain's rules; null where none decides.</summary>
    public NativeVerdict? Walk(string chain, NativePacket packet, int depth)
    {
        NativeVerdict? doubt = null;
        foreach (var (rule, facts) in Rules[chain])
        {
            var applies = Applies(rule, facts, packet);
            if (applies == Answer.No || (facts.Target == "RETURN" && applies == Answer.Unknown)) continue;
            if (facts.Target == "RETURN") return doubt;
            var verdict = facts.Target switch
            {
                "DROP" or "REJECT" => new NativeVerdict(applies, $"{Name} {chain}: {facts.Text}", Delete(rule, chain)),
                "ACCEPT" => NativeVerdict.Passes,
                _ when facts.Jumps.Length == 1 && depth > 0 => Walk(facts.Jumps[0].Chain, packet, depth - 1),
                _ => null,
            };
            if (verdict is null) continue;
            if (applies == Answer.Yes) return doubt ?? verdict;
            if (verdict.Dropped != Answer.No) doubt ??= verdict with { Dropped = Answer.Unknown };
        }

        return doubt;
    }

    private string Delete(NftRule rule, string chain) =>
        string.Create(CultureInfo.InvariantCulture, $"nft delete rule {Name} {chain} handle {Nft.Number(rule.Json, "handle") ?? 0}");

    // What is asked beyond these makes it unknown.
    private static Answer Applies(NftRule rule, RuleFacts facts, NativePacket packet)
    {
        var asked = rule.Statements.Count(static statement => Nft.Only(statement) is { Name: "match" or "vmap" });
        var (answer, known) = (Answer.Yes, 0);
        Take(facts.In, text => Answers.Of(text == packet.In));
        Take(facts.Out, text => Answers.Of(text == packet.Out));
        Take(facts.Source, text => new AddressRange(text).Contains(packet.Source));
        Take(facts.Destination, text => new AddressRange(text).Contains(packet.Destination));
        if (facts.Port.Length > 0) Take(new RuleMatch(facts.Port, false), text => Answers.Of(text == packet.Port.ToString(CultureInfo.InvariantCulture) && facts.Protocol == packet.Protocol));
        else if (facts.Protocol.Length > 0) Take(new RuleMatch(facts.Protocol, false), text => Answers.Of(text == packet.Protocol));
        return known >= asked ? answer : answer.And(Answer.Unknown);

        void Take(RuleMatch match, Func<string, Answer> holds)
        {
            if (match.Text is not { } text) return;
            known++;
            var one = holds(text);
            answer = answer.And(match.Negated ? one.Not() : one);
        }
    }
}
