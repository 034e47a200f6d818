using System.Management.Automation;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Base;

/// <summary>What a <c>-Snapshot</c> argument means. Made by <see cref="SnapshotTransformationAttribute"/>, and read by the cmdlet, so that an error has the module's own id.</summary>
public sealed class SnapshotReference
{
    private const string Deserialized = "Deserialized.ContainerNet.NetworkSnapshot";
    private const string NameOfText = "JSON";

    private readonly object? _given;

    internal SnapshotReference(object? given) => _given = given;

    /// <inheritdoc/>
    public override string ToString() => $"{_given}";

    /// <summary>The snapshot.</summary>
    /// <param name="session">Tells the session's location, which relative paths begin at.</param>
    /// <exception cref="ContainerNetException">SnapshotInvalid, SnapshotTooNew, FileNotFound, FileReadFailed.</exception>
    internal NetworkSnapshot Read(SessionState session) => PlainText.Unwrap(_given) switch
    {
        NetworkSnapshot snapshot => snapshot,
        string text when IsJson(text) => SnapshotJson.Read(text, NameOfText, text),
        string path => SnapshotFile.Read(FilePath.Resolve(session, path), path),
        FileInfo file => SnapshotFile.Read(file.FullName, file),
        // What a remote session sent is read as its text would be: the same checks, the same defaults.
        _ when _given is PSObject record && record.TypeNames.Contains(Deserialized) => SnapshotJson.Read(RecordJson.Write(record), Deserialized, record),
        var other => throw ContainerNetException.Create(ErrorId.SnapshotInvalid, other, other?.GetType().FullName ?? "null", Text.Get("Reason_SnapshotForm")),
    };

    private static bool IsJson(string text) => text.AsSpan().TrimStart().StartsWith("{");
}
