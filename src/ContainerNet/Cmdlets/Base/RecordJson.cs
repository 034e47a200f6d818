using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Makes JSON of a record that came from a remote session: objects of its properties, as they are named.</summary>
internal static class RecordJson
{
    public static string Write(PSObject record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, record);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (PlainText.Unwrap(value))
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case DateTime time: writer.WriteStringValue(time); break;
            case int or long or uint or ulong: writer.WriteRawValue(PlainText.Of(value)); break;
            case IDictionary table: WriteMembers(writer, PlainText.Pairs(table)!); break;
            case IEnumerable list: WriteItems(writer, list); break;
            case PSObject record: WriteMembers(writer, record.Properties.Select(static property => (property.Name, (object?)property.Value))); break;
            case var other: writer.WriteStringValue(PlainText.Of(other)); break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            // As in text, what is null is left out.
            if (value is null) continue;
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var item in list) Write(writer, item);
        writer.WriteEndArray();
    }
}
