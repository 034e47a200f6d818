using System.Text;
using ContainerNet.Services.Files;
using ContainerNet.Services.Map.Svg;

namespace ContainerNet.Services.Map;

/// <summary>Maps in files, in the form that the end of the file's name says.</summary>
internal static class MapFile
{
    // It is made to be shown; the user's mask takes from it what it takes.
    private const UnixFileMode Shown = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly Dictionary<string, Func<NetworkMap, string>> s_writers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svg"] = MapSvg.Write, [".mmd"] = MapMermaid.Write, [".dot"] = MapDot.Write, [".json"] = MapJson.Write,
    };

    /// <summary>What makes a file of this name of a map.</summary>
    /// <exception cref="ContainerNetException">ArgumentInvalid: the name ends otherwise.</exception>
    public static Func<NetworkMap, string> WriterOf(string path) =>
        s_writers.GetValueOrDefault(Path.GetExtension(path)) ?? throw ContainerNetException.Create(ErrorId.ArgumentInvalid, path, path, "-Path", string.Join(", ", s_writers.Keys.Select(static end => $"*{end}")));

    /// <summary>Writes the file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">What a writer has made.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ContainerNetException">FileExists, FileWriteFailed.</exception>
    public static void Write(string path, string content, bool overwrite) => WholeFile.Write(path, Encoding.UTF8.GetBytes(content), Shown, overwrite);
}
