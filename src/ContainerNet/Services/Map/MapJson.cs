using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContainerNet.Services.Map;

/// <summary>Writes a map as JSON, whole and not folded, properties under their own names.</summary>
internal static class MapJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        // It is for people and for files, and never stands in a page of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(NetworkMap map) => JsonSerializer.Serialize(map, s_options) + "\n";
}
