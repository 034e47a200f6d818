using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace ContainerNet.Unit.Model;

/// <summary>Records in which no field holds what it holds anyway, and what becomes of them on a journey.</summary>
internal static class FilledRecord
{
    /// <summary>A record whose every property holds something else than what it holds anyway.</summary>
    public static object Of(Type type)
    {
        var record = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Settable(type)) property.SetValue(record, Value(property.PropertyType, property.Name));
        return record;
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.CanWrite);

    private static object Value(Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsArray) return Array(plain.GetElementType()!, name);
        if (plain == typeof(string)) return $"{name} 值 <&>";
        if (plain == typeof(bool)) return true;
        if (plain == typeof(DateTime)) return new DateTime(2026, 11, 23, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567);
        if (plain == typeof(Dictionary<string, string>)) return new Dictionary<string, string> { ["app"] = "web", ["empty"] = "" };
        if (plain.IsPrimitive) return Convert.ChangeType(name.Length + 70, plain, CultureInfo.InvariantCulture);
        return Of(plain);
    }

    private static Array Array(Type element, string name)
    {
        var array = System.Array.CreateInstance(element, 2);
        array.SetValue(Value(element, name), 0);
        array.SetValue(Value(element, $"{name}2"), 1);
        return array;
    }

    /// <summary>Tells each field that differs; <paramref name="found"/> is a live record or one from a remote session.</summary>
    public static void Compare(string path, object? expected, object? found, List<string> differences)
    {
        var value = found is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : found;
        switch (expected)
        {
            case null or string or bool or DateTime or ValueType:
                if (!Equals(expected, value) || (expected is DateTime time && ((DateTime)value!).Kind != time.Kind)) differences.Add($"{path}: {expected} became {value}");
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary) Compare($"{path}[{entry.Key}]", entry.Value, (value as IDictionary)?[entry.Key], differences);
                break;
            case IList list:
                if (value is not IList others || others.Count != list.Count) differences.Add($"{path}: became {value}");
                else for (var i = 0; i < list.Count; i++) Compare($"{path}[{i}]", list[i], others[i], differences);
                break;
            default:
                foreach (var property in expected.GetType().GetProperties())
                    Compare($"{path}.{property.Name}", property.GetValue(expected), found is null ? null : PSObject.AsPSObject(found).Properties[property.Name]?.Value, differences);
                break;
        }
    }
}
