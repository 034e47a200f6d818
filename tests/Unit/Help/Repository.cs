using System.Management.Automation.Language;

namespace ContainerNet.Unit.Help;

/// <summary>The files of the repository that these tests read.</summary>
internal static class Repository
{
    public static readonly string[] Languages = ["en-US", "zh-CN"];

    public static string Root { get; } = FindRoot();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>A list of the manifest, such as <c>CmdletsToExport</c>.</summary>
    public static string[] ManifestList(string key)
    {
        var manifest = Parser.ParseFile(Path.Combine(Root, "ContainerNet.psd1"), out _, out _);
        var table = (HashtableAst)manifest.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false);
        var pair = table.KeyValuePairs.Single(pair => pair.Item1.SafeGetValue().Equals(key));
        return [.. ((PipelineAst)pair.Item2).GetPureExpression().FindAll(ast => ast is StringConstantExpressionAst, true)
            .Select(ast => ((StringConstantExpressionAst)ast).Value)];
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
