using System.Text.Json;

namespace ContainerNet.Docker.Transport;

/// <summary>Reads members that may be absent or null.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The text of a member; empty when it is absent, null or no text.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The number of a member; 0 when it is absent or no number.</summary>
    public static int Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;

    /// <summary>The items of a list; none when it is absent or null.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The members of an object as texts; none when it is absent or null.</summary>
    public static Dictionary<string, string> Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString())
            : [];
}
