using ContainerNet.Linux.Netlink;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Services.Tracing.Live;

/// <summary>Puts what the kernel told of a packet beside what was predicted of it. Pure.</summary>
internal static class LiveTraces
{
    /// <summary>The kernel's own trace; null where no packet was seen.</summary>
    /// <param name="reading">What the kernel told.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="host">Tells the texts of rules.</param>
    public static LiveTrace? Of(LiveReading reading, PacketTrace predicted, TracedHost host)
    {
        if (reading.First is not { } first) return null;
        var numbers = NumbersOf(reading);
        LiveHop[] hops = [.. reading.Met.Where(static met => IsDecision(met.Message)).Select(met => HopOf(met.Message, met.Packet, numbers, host.Ownership))];
        var difference = DifferenceOf(hops, predicted);
        return new LiveTrace
        {
            Packet = first.ToString(),
            Hops = hops,
            Agreement = (difference.Length == 0 ? LiveAgreement.Yes : IsCertain(predicted) ? LiveAgreement.No : LiveAgreement.Unknown).ToString(),
            Difference = difference,
        };
    }

    // Where a chain ends and lets the packet by nothing is decided.
    private static bool IsDecision(TraceMessage message) => message.IsRule || message is { Type: NFT_TRACETYPE_POLICY, Verdict: NF_DROP };

    private static LiveHop HopOf(TraceMessage message, TracedPacket packet, Dictionary<NftRulePlace, int> numbers, RuleOwnership ownership)
    {
        var family = FamilyOf(message.Family);
        var number = message.IsRule ? numbers.GetValueOrDefault(new NftRulePlace($"{message.Family} {message.Table}", message.Chain, message.Handle)) : 0;
        var rule = number > 0 ? ownership.Find(family, TableOf(message), message.Chain, number) : null;
        var verdict = VerdictOf(message);
        return new LiveHop
        {
            Table = TableOf(message), Chain = message.Chain, Number = number, Verdict = verdict, Packet = packet.ToString(),
            Text = TextOf(rule) ?? (message.IsRule ? "" : $"{TableOf(message)} {message.Chain} policy {verdict.ToUpperInvariant()}"),
            Owner = rule?.Owner ?? "", ContainerName = rule?.ContainerName ?? "",
        };
    }

    // The whole line of iptables; of nftables' own rules that would be JSON.
    private static string? TextOf(FirewallRule? rule) => rule?.Backend == "nftables" ? rule.Rule : rule?.Text;

    private static Dictionary<NftRulePlace, int> NumbersOf(LiveReading reading)
    {
        var numbers = new Dictionary<NftRulePlace, int>();
        foreach (var (family, rules) in reading.Rules)
        {
            foreach (var chain in rules.GroupBy(static rule => (rule.Table, rule.Chain)))
            {
                var number = 0;
                foreach (var rule in chain) numbers[rule with { Table = $"{family} {rule.Table}" }] = ++number;
            }
        }

        return numbers;
    }

    // Rules of bridges, and at ingress and egress, are not predicted.
    private static string DifferenceOf(LiveHop[] hops, PacketTrace predicted)
    {
        string[] kernel = [.. hops.Where(static hop => hop.Table.Split(' ') is not ["bridge" or "netdev", ..]).Select(static hop => PlaceOf(hop.Table, hop.Chain, hop.Number))];
        string[] expected = [.. predicted.Hops.Where(static hop => hop is { Flow: 1, Packet: nameof(FlowStage.New), Kind: "Rule" or "Policy" }).Select(static hop => PlaceOf(hop.Table, hop.Chain, hop.Number))];
        for (var i = 0; i < Math.Max(kernel.Length, expected.Length); i++)
        {
            var (met, thought) = (kernel.ElementAtOrDefault(i) ?? "-", expected.ElementAtOrDefault(i) ?? "-");
            if (met != thought) return $"{thought} / {met}";
        }

        return "";
    }

    private static string PlaceOf(string table, string chain, int number) => number > 0 ? $"{table} {chain} {number}" : $"{table} {chain} policy";

    private static bool IsCertain(PacketTrace predicted) =>
        predicted.Verdict != nameof(TraceVerdict.Unknown) && Array.TrueForAll(predicted.Hops, static hop => hop.IsCertain);

    // As the module names tables elsewhere: those of iptables by their name, those of nftables' own with the family.
    private static string TableOf(TraceMessage message) =>
        message.Family is NFPROTO_IPV4 or NFPROTO_IPV6 && message.Table is "raw" or "mangle" or "nat" or "filter" or "security"
            ? message.Table
            : new NftTable(message.Family, message.Table).ToString();

    private static string FamilyOf(byte family) => family switch { NFPROTO_IPV4 => "IPv4", NFPROTO_IPV6 => "IPv6", _ => "" };

    private static string VerdictOf(TraceMessage message) => message.Verdict switch
    {
        NF_DROP => "drop",
        NF_ACCEPT => "accept",
        NF_STOLEN => "stolen",
        NF_QUEUE => "queue",
        NFT_JUMP => $"jump {message.Target}",
        NFT_GOTO => $"goto {message.Target}",
        NFT_RETURN => "return",
        _ => "continue",
    };
}
