using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ContainerNet.Unit.Design;

/// <summary>The repository's files, as the tests of its rules see them.</summary>
internal static class SourceTree
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", ".."));

    /// <summary>Every C# file below a folder of the repository, as path relative to the root and text without comments.</summary>
    public static IEnumerable<(string Path, string Text)> CSharp(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(static file => (System.IO.Path.GetRelativePath(Root, file), WithoutComments(File.ReadAllText(file))))
            .Where(static file => !file.Item1.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>The files below <paramref name="folder"/> that contain a pattern, outside the folders or files that may.</summary>
    public static string[] Offenders(string folder, string pattern, params string[] allowed) =>
        [.. CSharp(folder).Where(file => Regex.IsMatch(file.Text, pattern))
            .Select(static file => file.Path)
            .Where(path => !allowed.Any(each => path.StartsWith(each, StringComparison.Ordinal)))];

    private static string WithoutComments(string text) => Regex.Replace(text, @"^\s*//.*$", "", RegexOptions.Multiline);

    private static string ThisFolder([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
