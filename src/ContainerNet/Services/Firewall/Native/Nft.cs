using System.Text.Json;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>Reads nft's JSON without minding what is missing or of another kind.</summary>
internal static class Nft
{
    /// <summary>A member of an object; null where there is none.</summary>
    public static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>A member's text; empty where there is none.</summary>
    public static string Text(JsonElement? element, string name) => Text(Member(element, name));

    /// <summary>A text; empty where it is something else.</summary>
    public static string Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A member's number; null where there is none.</summary>
    public static ulong? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetUInt64(out var value) ? value : null;

    /// <summary>The items of a list; none where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The first member of an object, of which nft's statements have no second; null where it is something else.</summary>
    public static JsonProperty? Only(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        using var members = element.EnumerateObject();
        return members.MoveNext() ? members.Current : null;
    }

    /// <summary>The table something stands in, with its family: <c>inet filter</c>.</summary>
    public static string TableOf(JsonElement element) => $"{Text(element, "family")} {Text(element, "table")}";
}
