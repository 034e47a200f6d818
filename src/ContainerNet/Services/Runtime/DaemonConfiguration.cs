using System.Text;
using System.Text.Json;
using ContainerNet.Resources;
using ContainerNet.Services.Json;

namespace ContainerNet.Services.Runtime;

/// <summary>
/// Puts our runtime into the text of daemon.json and takes it out again; every other byte stays as it is. What stands there after both is what
/// stood there before. Pure.
/// </summary>
internal static class DaemonConfiguration
{
    private const string Key = "runtimes";
    private const string Entry = $$"""
        "{{RuntimeNames.Name}}": { "path": "{{RuntimeNames.Executable}}" }
        """;

    /// <summary>What the file is where there was none.</summary>
    private const string WholeFile = $$"""
        {
            "{{Key}}": { {{Entry}} }
        }

        """;

    /// <summary>The lines for who adds them by hand.</summary>
    public const string Lines = $$"""
        "{{Key}}": { {{Entry}} }
        """;

    /// <summary>The text with our entry in it; the same where it is there.</summary>
    /// <param name="document">The file; null where there is none.</param>
    /// <exception cref="ContainerNetException">EngineConfigurationInvalid.</exception>
    public static byte[] Add(byte[]? document) => document is null ? Encoding.UTF8.GetBytes(WholeFile) : Guard(document, () =>
    {
        if (JsonText.Find(document, Key) is not { } runtimes) return Insert(document, 0, Lines);
        if (JsonText.Members(document, runtimes.ValueStart) is not { } entries)
            throw Invalid(Text.Get("Reason_RuntimesNoObject"));
        if (entries.Find(static entry => entry.Name == RuntimeNames.Name) is not { Name: not null } ours)
            return Insert(document, runtimes.ValueStart, Entry);
        return JsonText.Members(document, ours.ValueStart) is [{ Name: "path" } path] && JsonText.TextAt(document, path.ValueStart) == RuntimeNames.Executable
            ? document : throw Invalid(Text.Format("Reason_RuntimeNameTaken", RuntimeNames.Name));
    });

    /// <summary>The text without our entry, and without a member <c>runtimes</c> that stands there for it alone; null where the file does too.</summary>
    /// <exception cref="ContainerNetException">EngineConfigurationInvalid.</exception>
    public static byte[]? Remove(byte[]? document) => document is null || document.AsSpan().SequenceEqual(Add(null)) ? null : Guard(document, () =>
    {
        var entryGone = JsonText.Remove(document, Key, RuntimeNames.Name);
        var keyGone = JsonText.Remove(document, Key);

        // A member that was empty before looks otherwise with our entry than one that we made.
        return !ReferenceEquals(entryGone, document) && Add(keyGone).AsSpan().SequenceEqual(document) ? keyGone : entryGone;
    });

    /// <summary>
    /// The text with a member <c>runtimes</c> in any case: the engine forgets a runtime only where the member is there (20.10 to 29).
    /// </summary>
    public static byte[] WithRuntimes(byte[]? document) =>
        document is null ? Encoding.UTF8.GetBytes($"{{ \"{Key}\": {{}} }}")
        : JsonText.Find(document, Key) is null ? Insert(document, 0, $"\"{Key}\": {{}}") : document;

    /// <summary>Behind the last member, set apart as that is from what stands before it; so <see cref="JsonText.Remove"/> takes away exactly this.</summary>
    private static byte[] Insert(byte[] document, int start, string member)
    {
        var members = JsonText.Members(document, start)!;
        if (members.Count == 0)
        {
            var open = Array.IndexOf(document, (byte)'{', start) + 1;
            return JsonText.Splice(document, open, open, member);
        }

        var last = members[^1];
        var before = members.Count > 1 ? members[^2].ValueEnd : Array.IndexOf(document, (byte)'{', start) + 1;
        var blanks = Encoding.UTF8.GetString(document[before..last.NameStart]).Replace(",", "", StringComparison.Ordinal);
        return JsonText.Splice(document, last.ValueEnd, last.ValueEnd, $",{blanks}{member}");
    }

    private static byte[] Guard(byte[] document, Func<byte[]> change)
    {
        try
        {
            JsonText.Check(document);
            return change();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Message);
        }
    }

    private static ContainerNetException Invalid(string reason) =>
        ContainerNetException.Create(ErrorId.EngineConfigurationInvalid, "daemon.json", reason, Lines);
}
