using System.Globalization;
using System.Text.Json;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>The right side of a match of nftables.</summary>
internal static class NftValues
{
    /// <summary>The test whether something is in a set.</summary>
    public static PacketTest IsIn(NftOperand operand, IEnumerable<JsonElement> elements)
    {
        PacketTest[] tests = [.. elements.Select(element => IsElement(operand, element))];
        return packet => NftOperand.Any(tests, packet);
    }

    /// <summary>The test whether something is an element of a set; one that is taken away after a while may be gone.</summary>
    public static PacketTest IsElement(NftOperand operand, JsonElement element)
    {
        if (Nft.Member(element, "elem") is not { } inner) return operand.Is(element);
        var test = Nft.Member(inner, "val") is { } value ? operand.Is(value) : static _ => Answer.Unknown;
        return Nft.Member(inner, "expires") is null ? test : packet => test(packet).And(Answer.Unknown);
    }

    /// <summary>A number; null where it is none.</summary>
    public static uint? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var number) ? number : null;

    /// <summary>A port, or the first and the last of a range; null where it is neither.</summary>
    public static (int First, int Last)? Ports(JsonElement value)
    {
        if (Number(value) is { } port) return ((int)port, (int)port);
        return Ends(value) is var (first, last) && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var high)
            ? (low, high)
            : null;
    }

    /// <summary>The ends of a range as text; null where it is none.</summary>
    public static (string First, string Last)? Ends(JsonElement value) =>
        Nft.Items(Nft.Member(value, "range")).ToArray() is [var first, var last] ? (first.ToString(), last.ToString()) : null;

    /// <summary>An address or a prefix as text.</summary>
    public static string Network(JsonElement value) => Nft.Member(value, "prefix") is { } prefix ? $"{Nft.Text(prefix, "addr")}/{Nft.Member(prefix, "len")}" : Nft.Text(value);

    /// <summary>The names of flags, in capitals; null where it is something else.</summary>
    public static HashSet<string>? Words(JsonElement value)
    {
        if (Number(value) == 0) return [];
        if (value.ValueKind == JsonValueKind.String) return [Nft.Text(value).ToUpperInvariant()];
        JsonElement[] items = [.. Nft.Items(Nft.Member(value, "|") ?? value)];
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (Words(item) is not { } inner) return null;
            words.UnionWith(inner);
        }

        return items.Length > 0 ? words : null;
    }
}
