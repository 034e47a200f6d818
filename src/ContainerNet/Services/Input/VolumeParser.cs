using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>What the <c>-Volume</c> texts come to.</summary>
/// <param name="Binds">source:target[:options], the source an absolute path or a volume's name.</param>
/// <param name="AnonymousVolumes">Targets of volumes without a name.</param>
internal sealed record VolumeSet(string[] Binds, string[] AnonymousVolumes);

/// <summary>Reads docker's <c>-v</c> grammar: <c>/data</c>, <c>name:/data</c>, <c>/host:/data:ro</c>, <c>./here:/data</c>, <c>~/x:/data</c>.</summary>
internal static class VolumeParser
{
    /// <summary>Reads all texts together.</summary>
    /// <param name="texts">The specifications.</param>
    /// <param name="location">The session's current folder; a source that begins with a dot is resolved against it, as docker does since 23.</param>
    /// <exception cref="ContainerNetException">VolumeInvalid; target is the text.</exception>
    public static VolumeSet Parse(IEnumerable<string>? texts, string location)
    {
        var (binds, anonymous) = (new List<string>(), new List<string>());
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts ?? [])
        {
            var volume = Split(text);
            if (!taken.Add(CheckedTarget(volume.Target, text))) throw Invalid(text, "Reason_VolumeTwice", volume.Target);
            if (volume.Source is null) anonymous.Add(volume.Target);
            else binds.Add(Bind(volume.Source, volume.Target, volume.Options, location, text));
        }

        return new VolumeSet([.. binds], [.. anonymous]);
    }

    private static (string? Source, string Target, string? Options) Split(string text) => text.Split(':') switch
    {
        [var target] when target.Length > 0 => (null, target, null),
        [{ Length: > 0 } source, { Length: > 0 } target] => (source, target, null),
        [{ Length: > 0 } source, { Length: > 0 } target, { Length: > 0 } options] => (source, target, options),
        { Length: <= 3 } => throw Invalid(text, "Reason_VolumeEmptyPart"),
        _ => throw Invalid(text, "Reason_VolumeColons"),
    };

    private static string CheckedTarget(string target, string text)
    {
        if (target[0] != '/') throw Invalid(text, "Reason_VolumeRelativeTarget", target);
        var clean = Path.GetFullPath(target).TrimEnd('/');
        return clean.Length > 0 ? clean : throw Invalid(text, "Reason_VolumeRootTarget");
    }

    private static string Bind(string source, string target, string? options, string location, string text)
    {
        var path = Expand(source, location);
        if (path is null && !ContainerName.IsValid(source)) throw Invalid(text, "Reason_VolumeSource", source);

        // The engine's text has no way to write a colon.
        if (path?.Contains(':', StringComparison.Ordinal) == true) throw Invalid(text, "Reason_VolumeColonInPath", path);
        if (options is not null && VolumeOptions.FindInvalid(options, path is not null) is { } bad) throw Invalid(text, "Reason_VolumeOption", bad);
        return options is null ? $"{path ?? source}:{target}" : $"{path ?? source}:{target}:{options}";
    }

    /// <summary>The absolute path a source means; null where it is a volume's name.</summary>
    private static string? Expand(string source, string location) => source switch
    {
        ['/', ..] => source,
        ['.', ..] => Path.GetFullPath(source, location),
        "~" => Home,
        ['~', '/', .. var rest] => Path.Combine(Home, rest),
        _ => null,
    };

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static ContainerNetException Invalid(string text, string reason, params object[] found) =>
        ContainerNetException.Create(ErrorId.VolumeInvalid, text, text, Text.Format(reason, found));
}
