using System.Text;
using System.Text.Json;

namespace ContainerNet.Services.Json;

/// <summary>
/// Changes single members of a JSON document and leaves every other byte as it is: order, blanks, escapes. Strict JSON (RFC 8259): comments,
/// trailing commas and members that are there twice are refused. Pure; compiled into the OCI runtime too.
/// </summary>
internal static class JsonText
{
    /// <summary>Reads the whole document.</summary>
    /// <exception cref="JsonException">It is no strict JSON, or no object.</exception>
    public static void Check(byte[] document)
    {
        var reader = new Utf8JsonReader(document);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject)) throw new JsonException("It is no object.");
        }
    }

    /// <summary>The members of the object that starts at <paramref name="start"/>, in their order; null where something else starts there.</summary>
    /// <exception cref="JsonException">It is no strict JSON, or two members have the same name.</exception>
    public static List<JsonMember>? Members(byte[] document, int start = 0)
    {
        var reader = new Utf8JsonReader(document.AsSpan(start));
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, nameStart) = (reader.GetString()!, (int)reader.TokenStartIndex);
            foreach (var earlier in members)
            {
                if (earlier.Name == name) throw new JsonException($"\"{name}\" is there twice.");
            }

            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new JsonMember(name, start + nameStart, start + valueStart, start + (int)reader.BytesConsumed));
        }

        return members;
    }

    /// <summary>The member at the end of a path from the document's root; null where there is none.</summary>
    public static JsonMember? Find(byte[] document, params ReadOnlySpan<string> path)
    {
        JsonMember? found = null;
        var start = 0;
        foreach (var name in path)
        {
            found = null;
            foreach (var member in Members(document, start) ?? [])
            {
                if (member.Name == name) found = member;
            }

            if (found is not { } step) return null;
            start = step.ValueStart;
        }

        return found;
    }

    /// <summary>Where the items of the array stand that starts at <paramref name="start"/>; none where something else starts there.</summary>
    public static List<(int Start, int End)> Items(byte[] document, int start)
    {
        var reader = new Utf8JsonReader(document.AsSpan(start));
        var items = new List<(int, int)>();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return items;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var itemStart = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add((start + itemStart, start + (int)reader.BytesConsumed));
        }

        return items;
    }

    /// <summary>The text at that place; null where it is no text.</summary>
    public static string? TextAt(byte[] document, int start)
    {
        var reader = new Utf8JsonReader(document.AsSpan(start));
        return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    /// <summary>The text of a member of the object that starts at <paramref name="start"/>; null where there is none.</summary>
    public static string? TextOf(byte[] document, int start, string name)
    {
        foreach (var member in Members(document, start) ?? [])
        {
            if (member.Name == name) return TextAt(document, member.ValueStart);
        }

        return null;
    }

    /// <summary>The document without the member at the end of the path, and without the comma that set it apart; the same where there is none.</summary>
    public static byte[] Remove(byte[] document, params ReadOnlySpan<string> path)
    {
        var start = path.Length == 1 ? 0 : Find(document, path[..^1])?.ValueStart ?? -1;
        if (start < 0 || Members(document, start) is not { } members) return document;
        var name = path[^1];
        var index = members.FindIndex(member => member.Name == name);
        if (index < 0) return document;

        // What an insertion behind the last member has put there goes, and nothing else.
        if (index > 0) return Splice(document, members[index - 1].ValueEnd, members[index].ValueEnd, "");
        if (members.Count > 1) return Splice(document, members[0].NameStart, members[1].NameStart, "");
        return Splice(document, Array.IndexOf(document, (byte)'{', start) + 1, members[0].ValueEnd, "");
    }

    /// <summary>The document with the bytes from <paramref name="start"/> to before <paramref name="end"/> replaced.</summary>
    public static byte[] Splice(byte[] document, int start, int end, string text) =>
        [.. document.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. document.AsSpan(end)];
}
