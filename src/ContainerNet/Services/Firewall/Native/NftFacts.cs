using System.Globalization;
using System.Text.Json;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall.Rules;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>The facts of nftables' own rules. Pure.</summary>
internal static class NftFacts
{
    /// <summary>The facts of every rule, in their order.</summary>
    public static IEnumerable<RuleFacts> Of(NftDocument document)
    {
        var numbers = new Dictionary<(string Table, string Chain), int>();
        foreach (var rule in document.Rules)
        {
            var place = (rule.Table, rule.Chain);
            var number = numbers[place] = numbers.GetValueOrDefault(place) + 1;
            yield return Of(document, rule, number);
        }
    }

    private static RuleFacts Of(NftDocument document, NftRule rule, int number)
    {
        var reading = new Reading();
        foreach (var statement in rule.Statements)
        {
            if (Nft.Only(statement) is { } only) Take(document, rule.Table, only, reading);
        }

        return new RuleFacts
        {
            Table = rule.Table, Chain = rule.Chain, Number = number, Text = NftText.Of(rule), Raw = rule.Json.GetRawText(), Comment = rule.Comment,
            Family = rule.Family switch { "ip" => "IPv4", "ip6" => "IPv6", _ => "Both" },
            Target = reading.Target, Jumps = [.. reading.Jumps], In = reading.In, Out = reading.Out, Source = reading.Source,
            Destination = reading.Destination, Translation = reading.Translation, Protocol = reading.Protocol, Port = reading.Port,
            OriginalPort = reading.OriginalPort, AsksForMark = reading.AsksForMark, IsUncommon = true, Counters = reading.Counters,
            IsUnconditional = reading.IsUnconditional,
        };
    }

    private static void Take(NftDocument document, string table, JsonProperty statement, Reading reading)
    {
        switch (statement.Name)
        {
            case "match":
                reading.IsUnconditional = false;
                TakeMatch(statement.Value, reading);
                break;
            case "counter" when Nft.Number(statement.Value, "packets") is { } packets && Nft.Number(statement.Value, "bytes") is { } bytes:
                reading.Counters = new RuleCounters(packets, bytes);
                break;
            case "jump" or "goto":
                reading.Target = Nft.Text(statement.Value, "target");
                reading.Jumps.Add((reading.Target, ""));
                break;
            case "vmap":
                TakeMap(document, table, statement.Value, reading);
                break;
            case "dnat":
                reading.Target = "DNAT";
                reading.Translation = Nft.Text(statement.Value, "addr");
                break;
            case "mangle" when IsMark(Nft.Member(statement.Value, "key")):
                reading.Target = "MARK";
                break;
            case "accept" or "drop" or "return" or "reject" or "masquerade" or "snat" or "redirect" or "queue":
                reading.Target = statement.Name.ToUpperInvariant();
                break;
        }
    }

    private static void TakeMap(NftDocument document, string table, JsonElement lookup, Reading reading)
    {
        reading.IsUnconditional = false;
        var byInterface = Nft.Text(Nft.Member(Nft.Member(lookup, "key"), "meta"), "key") is "iifname" or "oifname";
        var jumps = Nft.Text(lookup, "data") is ['@', .. var name] ? document.JumpsOf(table, name) : NftJump.Of(Nft.Member(Nft.Member(lookup, "data"), "set"));
        foreach (var jump in jumps)
        {
            reading.Jumps.Add((jump.Chain, byInterface ? jump.Key : ""));
            reading.Target = jump.Chain;
        }
    }

    private static void TakeMatch(JsonElement match, Reading reading)
    {
        var left = Nft.Member(match, "left");
        if (Nft.Member(left, "&") is { ValueKind: JsonValueKind.Array } masked) left = masked.EnumerateArray().FirstOrDefault();
        var asked = new RuleMatch(Value(Nft.Member(match, "right")), Nft.Text(match, "op") == "!=");
        if (Nft.Member(left, "meta") is { } meta)
        {
            switch (Nft.Text(meta, "key"))
            {
                case "iifname" or "iif": reading.In = asked; break;
                case "oifname" or "oif": reading.Out = asked; break;
                case "mark": reading.AsksForMark = true; break;
                case "l4proto": reading.Protocol = asked.Wanted ?? ""; break;
            }
        }
        else if (Nft.Member(left, "payload") is { } payload)
        {
            switch (Nft.Text(payload, "field"))
            {
                case "saddr": reading.Source = asked; break;
                case "daddr": reading.Destination = asked; break;
                case "dport": (reading.Protocol, reading.Port) = (Nft.Text(payload, "protocol"), asked.Wanted ?? ""); break;
            }
        }
        else if (Nft.Text(Nft.Member(left, "ct"), "key") == "proto-dst")
        {
            reading.OriginalPort = asked.Wanted ?? "";
        }
    }

    private static bool IsMark(JsonElement? key) => Nft.Text(Nft.Member(key, "meta"), "key") == "mark";

    // Sets and ranges are no single thing to know a container by.
    private static string? Value(JsonElement? right) => right switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ when Nft.Member(right, "prefix") is { } prefix =>
            string.Create(CultureInfo.InvariantCulture, $"{Nft.Text(prefix, "addr")}/{Nft.Member(prefix, "len")}"),
        _ => null,
    };

    private sealed class Reading
    {
        public string Target { get; set; } = "";

        public List<(string Chain, string Interface)> Jumps { get; } = [];

        public RuleMatch In { get; set; }

        public RuleMatch Out { get; set; }

        public RuleMatch Source { get; set; }

        public RuleMatch Destination { get; set; }

        public string Translation { get; set; } = "";

        public string Protocol { get; set; } = "";

        public string Port { get; set; } = "";

        public string OriginalPort { get; set; } = "";

        public bool AsksForMark { get; set; }

        public bool IsUnconditional { get; set; } = true;

        public RuleCounters? Counters { get; set; }
    }
}
