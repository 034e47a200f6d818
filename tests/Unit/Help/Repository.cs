using System.Collections;
using System.Management.Automation.Language;

namespace ContainerNet.Unit.Help;

/// <summary>The files of the repository that these tests read.</summary>
internal static class Repository
{
    public static readonly string[] Languages = ["en-US", "zh-CN"];

    public static string Root { get; } = FindRoot();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>What the module's manifest says.</summary>
    public static Hashtable Manifest { get; } = ReadManifest();

    /// <summary>A list of the manifest, such as <c>CmdletsToExport</c>.</summary>
    public static string[] ManifestList(string key) => [.. ((object[])Manifest[key]!).Cast<string>()];

    private static Hashtable ReadManifest()
    {
        var ast = Parser.ParseFile(Path.Combine(Root, "ContainerNet.psd1"), out _, out _);
        return (Hashtable)((HashtableAst)ast.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)).SafeGetValue();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ContainerNet.psd1")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No ContainerNet.psd1 above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
