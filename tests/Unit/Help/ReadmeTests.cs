using System.Text.RegularExpressions;
using Xunit;

namespace ContainerNet.Unit.Help;

public partial class ReadmeTests
{
    private static readonly string s_readme = Repository.Read("README.md");

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_of_the_assembly() =>
        Assert.Equal(ModuleCmdlets.All.Keys.Order(), Repository.ManifestList("CmdletsToExport").Order());

    [Fact]
    public void The_manifest_exports_exactly_the_aliases_of_the_assembly() =>
        Assert.Equal(ModuleCmdlets.Aliases.Keys.Order(), Repository.ManifestList("AliasesToExport").Order());

    [Fact]
    public void The_table_of_cmdlets_is_the_manifests_list() =>
        Assert.Equal(Repository.ManifestList("CmdletsToExport").Order(), CmdletRow().Matches(s_readme).Select(row => row.Groups[1].Value).Order());

    [Fact]
    public void Each_piece_of_PowerShell_binds_without_abbreviation()
    {
        var code = CodeBlock().Matches(s_readme).Select(block => block.Groups[1].Value).ToArray();

        Assert.NotEmpty(code);
        Problems.None(code.SelectMany(ScriptCheck.Problems));
    }

    [Fact]
    public void Each_file_it_links_to_is_there() =>
        Assert.All(Link().Matches(s_readme).Select(link => link.Groups[1].Value),
            file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file));

    [GeneratedRegex(@"^\| `([A-Z][a-z]+-[A-Za-z]+)` \|", RegexOptions.Multiline)]
    private static partial Regex CmdletRow();

    [GeneratedRegex(@"^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)]+)\)")]
    private static partial Regex Link();
}
