using System.Text.Json;

namespace ContainerNet.Docker.Transport;

/// <summary>
/// Reads members that may be absent or null. Loops instead of LINQ: what is generic over another assembly's struct cannot be compiled
/// ahead, and costs a session's first call.
/// </summary>
internal static class JsonElementExtensions
{
    /// <summary>A member; undefined, which has no members itself, when it is absent.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text of a member; empty when it is absent, null or no text.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>The number of a member; 0 when it is absent or no number.</summary>
    public static int Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : 0;

    /// <summary>Whether a member is true.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Member(name).ValueKind == JsonValueKind.True;

    /// <summary>What is made of the items of a list; nothing when it is absent or null.</summary>
    public static List<T> ToList<T>(this JsonElement list, Func<JsonElement, T> make)
        where T : class
    {
        var all = new List<T>();
        if (list.ValueKind != JsonValueKind.Array) return all;
        foreach (var item in list.EnumerateArray()) all.Add(make(item));
        return all;
    }

    /// <summary>The members of an object as texts; none when it is absent or null.</summary>
    public static Dictionary<string, string> Texts(this JsonElement element, string name)
    {
        var texts = new Dictionary<string, string>();
        if (element.Member(name) is not { ValueKind: JsonValueKind.Object } found) return texts;
        foreach (var member in found.EnumerateObject()) texts[member.Name] = member.Value.ToString();
        return texts;
    }
}
