using System.Collections;
using System.Reflection;
using System.Runtime.Serialization;
using ContainerNet.Services;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;

namespace ContainerNet.Docker.Containers;

/// <summary>Lays the user's keys over a HostConfig: the engine's own names in any case, values checked against the model's types.</summary>
internal static class HostConfigOverlay
{
    private static readonly JsonSerializerSettings s_settings = new()
    {
        MissingMemberHandling = MissingMemberHandling.Error,
        ObjectCreationHandling = ObjectCreationHandling.Replace,
        DateParseHandling = DateParseHandling.None,
        Converters = [new StringEnumConverter()],
    };

    /// <exception cref="ContainerNetException">HostConfigUnknownKey, HostConfigInvalidValue; target is the key.</exception>
    public static void Apply(IReadOnlyDictionary<string, object?> extras, FullHostConfig host)
    {
        if (extras.Count == 0) return;
        var known = typeof(FullHostConfig).GetProperties().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in extras)
        {
            if (!known.TryGetValue(key, out var property))
                throw ContainerNetException.Create(ErrorId.HostConfigUnknownKey, key, key, string.Join(", ", NearNames.Of(key, known.Values.Select(NameOf))));
            var document = new JObject { [NameOf(property)] = ToJson(NameOf(property), property.PropertyType, value) };
            try
            {
                JsonConvert.PopulateObject(document.ToString(Formatting.None), host, s_settings);
            }
            catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or InvalidCastException or ArgumentException)
            {
                throw Invalid(NameOf(property), value, exception.Message);
            }
        }
    }

    public static ContainerNetException Invalid(string key, object? value, string reason) =>
        ContainerNetException.Create(ErrorId.HostConfigInvalidValue, key, key, $"{Shown(value)}: {reason}");

    private static JToken ToJson(string key, Type type, object? value)
    {
        if (value is null) return JValue.CreateNull();
        if (value is string text && type == typeof(long) && ByteSize.Holds(key))
            return ByteSize.TryParse(text, out var bytes) ? new JValue(bytes) : throw Invalid(key, value, "512m, 1g, 1073741824");

        // Newtonsoft.Json would round it.
        if (value is double or float or decimal && IsWhole(type)) throw Invalid(key, value, "1, 2, 3");

        // One item stands for a list of one, as everywhere in PowerShell.
        var list = type != typeof(string) && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>);
        return list && (value is string || value is not IEnumerable || value is IDictionary) ? new JArray(ToToken(value)) : ToToken(value);
    }

    private static bool IsWhole(Type type) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    private static JToken ToToken(object? value) => value switch
    {
        null => JValue.CreateNull(),
        string text => new JValue(text),
        IDictionary<string, object?> pairs => new JObject(pairs.Select(pair => new JProperty(pair.Key, ToToken(pair.Value)))),
        IReadOnlyDictionary<string, object?> pairs => new JObject(pairs.Select(pair => new JProperty(pair.Key, ToToken(pair.Value)))),
        IDictionary table => new JObject(table.Keys.Cast<object>().Select(key => new JProperty(key.ToString()!, ToToken(table[key])))),
        IEnumerable items => new JArray(items.Cast<object?>().Select(ToToken)),
        _ => JToken.FromObject(value),
    };

    private static string Shown(object? value) => value is null ? "null" : ToToken(value).ToString(Formatting.None);

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;
}
