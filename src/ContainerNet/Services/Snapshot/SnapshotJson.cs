using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ContainerNet.Services.Json;

namespace ContainerNet.Services.Snapshot;

/// <summary>
/// A snapshot as JSON: properties under their own names, in the order they are declared, and dictionaries by their keys, so that the same
/// snapshot gives the same bytes. What is null is left out; what is left out has its default when it is read.
/// </summary>
internal static class SnapshotJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        // It is for people and for files, and never stands in a page of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new OrderedTexts() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNull } },
    };

    /// <summary>The text, without a line break at its end.</summary>
    public static string Write(NetworkSnapshot snapshot) => JsonSerializer.Serialize(snapshot, s_options);

    /// <summary>Reads what <see cref="Write"/> wrote, of this version of the schema or an older one.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What the text is called in errors.</param>
    /// <param name="target">What the user gave; the target of errors.</param>
    /// <exception cref="ContainerNetException">SnapshotInvalid, SnapshotTooNew.</exception>
    public static NetworkSnapshot Read(string json, string name, object target)
    {
        try
        {
            var schema = ReadSchema(Encoding.UTF8.GetBytes(json));
            if (schema > NetworkSnapshot.CurrentSchema)
                throw ContainerNetException.Create(ErrorId.SnapshotTooNew, target, name, schema, NetworkSnapshot.CurrentSchema);
            return JsonSerializer.Deserialize<NetworkSnapshot>(json, s_options)!;
        }
        catch (JsonException exception)
        {
            throw ContainerNetException.Create(ErrorId.SnapshotInvalid, exception, target, name, exception.Message);
        }
    }

    // Before all else: a newer schema may have anything in the places that are known here.
    private static long ReadSchema(byte[] json)
    {
        var member = JsonText.Find(json, nameof(NetworkSnapshot.Schema)) ?? throw new JsonException($"It has no member {nameof(NetworkSnapshot.Schema)}.");
        return long.TryParse(json.AsSpan(member.ValueStart, member.ValueEnd - member.ValueStart), out var schema) && schema > 0
            ? schema
            : throw new JsonException($"Its member {nameof(NetworkSnapshot.Schema)} is no number of a schema.");
    }

    /// <summary>Null where the model has none would be found out about by whoever uses it, far from here.</summary>
    private static void RefuseNull(JsonTypeInfo type)
    {
        var context = new NullabilityInfoContext();
        foreach (var property in type.Properties)
        {
            if (property is not { Set: { } set, PropertyType.IsValueType: false, AttributeProvider: PropertyInfo info }) continue;
            var nullability = context.Create(info);
            if (nullability.WriteState == NullabilityState.Nullable) continue;
            property.Set = (record, value) => set(record, IsWhole(value) ? value : throw new JsonException($"{type.Type.Name}.{property.Name} is null, or an item of it."));
        }
    }

    private static bool IsWhole(object? value) => value is not null && (value is not object?[] items || Array.TrueForAll(items, static item => item is not null));

    /// <summary>Dictionaries in the order of their keys: in a remote session they lose any other.</summary>
    private sealed class OrderedTexts : JsonConverter<Dictionary<string, string>>
    {
        public override Dictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                texts[key] = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
            }

            return texts;
        }

        public override void Write(Utf8JsonWriter writer, Dictionary<string, string> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, text) in value.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, text);
            writer.WriteEndObject();
        }
    }
}
