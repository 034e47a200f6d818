using System.Text.Json;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>A rule of nftables as text, near to nft's own words; what is not known here stays as the JSON it is.</summary>
internal static class NftText
{
    /// <summary>Matches and statements, and the comment.</summary>
    public static string Of(NftRule rule)
    {
        var words = rule.Statements.Select(Of);
        return string.Join(' ', rule.Comment.Length > 0 ? words.Append($"comment \"{rule.Comment}\"") : words);
    }

    private static string Of(JsonElement statement) => Nft.Only(statement) is not { } only ? statement.GetRawText() : only.Name switch
    {
        "match" => Match(only.Value),
        "counter" => "counter",
        "jump" or "goto" => $"{only.Name} {Nft.Text(only.Value, "target")}",
        "vmap" => $"{Value(Nft.Member(only.Value, "key"))} vmap {Value(Nft.Member(only.Value, "data"))}",
        "dnat" or "snat" or "redirect" when only.Value.ValueKind == JsonValueKind.Object => $"{only.Name} to {Target(only.Value)}",
        "mangle" => $"{Value(Nft.Member(only.Value, "key"))} set {Value(Nft.Member(only.Value, "value"))}",
        _ when only.Value.ValueKind == JsonValueKind.Null => only.Name,
        _ => statement.GetRawText(),
    };

    private static string Match(JsonElement match)
    {
        var (left, right) = (Value(Nft.Member(match, "left")), Value(Nft.Member(match, "right")));
        return Nft.Text(match, "op") is var op && op is "==" or "in" or "" ? $"{left} {right}" : $"{left} {op} {right}";
    }

    private static string Target(JsonElement target)
    {
        var address = Value(Nft.Member(target, "addr"));
        if (Nft.Member(target, "port") is not { } port) return address;
        return address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{Value(port)}" : $"{address}:{Value(port)}";
    }

    private static string Value(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } list => $"{{ {string.Join(", ", list.EnumerateArray().Select(Element))} }}",
        { } json when Nft.Only(json) is { } only => Expression(json, only),
        { } other => other.GetRawText(),
    };

    // An element of a map is a list of two.
    private static string Element(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array ? string.Join(" : ", item.EnumerateArray().Select(static side => Value(side))) : Value(item);

    private static string Expression(JsonElement json, JsonProperty only) => only.Name switch
    {
        "meta" => Nft.Text(only.Value, "key"),
        "ct" => $"ct {Nft.Text(only.Value, "key")}",
        "payload" when Nft.Text(only.Value, "field").Length > 0 => $"{Nft.Text(only.Value, "protocol")} {Nft.Text(only.Value, "field")}",
        "fib" => $"fib {string.Join(" . ", Nft.Items(Nft.Member(only.Value, "flags")).Select(static flag => Value(flag)))} {Nft.Text(only.Value, "result")}",
        "prefix" => $"{Nft.Text(only.Value, "addr")}/{Nft.Member(only.Value, "len")}",
        "range" => string.Join('-', Nft.Items(only.Value).Select(static end => Value(end))),
        "set" => Value(only.Value),
        "&" or "|" => string.Join($" {only.Name} ", Nft.Items(only.Value).Select(static side => Value(side))),
        "jump" or "goto" => $"{only.Name} {Nft.Text(only.Value, "target")}",
        "accept" or "drop" or "return" => only.Name,
        _ => json.GetRawText(),
    };
}
