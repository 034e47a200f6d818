using System.Text.Json;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>What a rule of nftables asks of packets, made into tests once.</summary>
/// <param name="fields">What can be asked.</param>
/// <param name="document">The sets and maps that rules name.</param>
internal sealed class NftConditions(NftFields fields, NftDocument document)
{
    private static readonly PacketTest s_unknown = static _ => Answer.Unknown;

    /// <summary>The test of a match.</summary>
    /// <param name="table">The rule's table, with its family.</param>
    /// <param name="match">The match.</param>
    public PacketTest Of(string table, JsonElement match)
    {
        var (operand, word) = (fields.Of(Nft.Member(match, "left")), Nft.Text(match, "op"));
        if (Nft.Member(match, "right") is not { } right) return s_unknown;
        var test = word switch
        {
            "in" when operand.Has is { } has => Any([.. (right.ValueKind == JsonValueKind.Array ? Nft.Items(right) : [right]).Select(has)]),
            "==" or "" => IsIt(table, operand, right),
            "!=" => Not(IsIt(table, operand, right)),
            "<" => IsBetween(operand, 0, Port(right) - 1),
            "<=" => IsBetween(operand, 0, Port(right)),
            ">" => IsBetween(operand, Port(right) + 1, ushort.MaxValue),
            ">=" => IsBetween(operand, Port(right), ushort.MaxValue),
            _ => s_unknown,
        };
        return Both(operand.IsThere, test);
    }

    /// <summary>The elements of a map of verdicts, each with the test whether it is looked up; null where the map is not understood.</summary>
    public List<(PacketTest Test, JsonElement Verdict)>? OfMap(string table, JsonElement lookup)
    {
        var (operand, data) = (fields.Of(Nft.Member(lookup, "key")), Nft.Member(lookup, "data"));
        var pairs = Nft.Text(data) is ['@', .. var name] ? document.SetOf(table, name) : Nft.Member(data, "set") is { } set ? Nft.Items(set) : null;
        if (pairs is null) return null;
        var (ways, known) = (new List<(PacketTest Test, JsonElement Verdict)>(), new List<PacketTest>());
        foreach (var pair in pairs)
        {
            if (Nft.Items(pair).ToArray() is not [var key, var verdict]) return null;

            // What is in no other element is looked up as *.
            var test = Nft.Text(key) == "*" ? Not(Any([.. known])) : NftValues.IsElement(operand, key);
            known.Add(test);
            ways.Add((Both(operand.IsThere, test), verdict));
        }

        return ways;
    }

    private PacketTest IsIt(string table, NftOperand operand, JsonElement right)
    {
        if (right.ValueKind == JsonValueKind.Array) return s_unknown;
        if (Nft.Text(right) is ['@', .. var name]) return document.SetOf(table, name) is { } named ? NftValues.IsIn(operand, named) : s_unknown;
        return Nft.Member(right, "set") is { } set ? NftValues.IsIn(operand, Nft.Items(set)) : operand.Is(right);
    }

    private static PacketTest IsBetween(NftOperand operand, long? first, long? last) =>
        operand.Port is { } port && first is { } low && last is { } high ? packet => low > high ? Answer.No : port(packet).IsIn((int)low, (int)high) : s_unknown;

    private static long? Port(JsonElement value) => NftValues.Number(value);

    private static PacketTest Both(PacketTest one, PacketTest other) => packet => one(packet) is var first && first == Answer.No ? first : first.And(other(packet));

    private static PacketTest Any(PacketTest[] tests) => packet => NftOperand.Any(tests, packet);

    private static PacketTest Not(PacketTest test) => packet => test(packet).Not();
}
