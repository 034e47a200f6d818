using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Xunit;

namespace ContainerNet.Unit.Model;

public class SerializationTests
{
    /// <summary>Every output type there is: a new one is tested without being named here.</summary>
    public static TheoryData<Type> OutputTypes =>
        [.. typeof(Container).Assembly.GetExportedTypes().Where(static type => type is { Namespace: "ContainerNet", IsEnum: false })];

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Every_field_survives_a_remote_session(Type type)
    {
        var (original, differences) = (Filled(type), new List<string>());
        using var runspace = RunspaceFactory.CreateRunspace(Sessions.WithTypes());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        var returned = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(original, 1)));

        Compare(type.Name, original, returned, differences);
        Assert.Empty(differences);
        Assert.Equal($"Deserialized.{type.FullName}", returned.TypeNames[0]);
    }

    /// <summary>A record whose every property holds something else than what it holds anyway.</summary>
    private static object Filled(Type type)
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
        return Filled(plain);
    }

    private static Array Array(Type element, string name)
    {
        var array = System.Array.CreateInstance(element, 2);
        array.SetValue(Value(element, name), 0);
        array.SetValue(Value(element, $"{name}2"), 1);
        return array;
    }

    private static void Compare(string path, object? expected, object? found, List<string> differences)
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
                    Compare($"{path}.{property.Name}", property.GetValue(expected), (found as PSObject)?.Properties[property.Name]?.Value, differences);
                break;
        }
    }
}
