using System.Collections;
using System.Text.RegularExpressions;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit.Package;

/// <summary>ContainerNet.psd1, field by field. Which cmdlets and aliases it exports is compared with the assembly elsewhere.</summary>
public partial class ManifestTests
{
    private static readonly string[] s_folders = ["src", "tests", ".github", ".ci", ".config"];

    private static Hashtable Gallery => (Hashtable)((Hashtable)Repository.Manifest["PrivateData"]!)["PSData"]!;

    [Theory]
    [InlineData("RootModule", "bin/ContainerNet.dll")]
    [InlineData("PowerShellVersion", "7.4")]
    public void It_says(string key, string value) => Assert.Equal(value, Repository.Manifest[key]);

    [Theory]
    [InlineData("CompatiblePSEditions", "Core")]
    [InlineData("FormatsToProcess", "bin/ContainerNet.Format.ps1xml")]
    [InlineData("TypesToProcess", "bin/ContainerNet.Types.ps1xml")]
    [InlineData("AliasesToExport", "New-JoinedContainer")]
    public void It_lists(string key, string value) => Assert.Equal([value], Repository.ManifestList(key));

    /// <summary>A key that is missing, or a wildcard, would have PowerShell load the assembly to look for more.</summary>
    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    public void It_exports_nothing_else(string key) => Assert.Empty(Repository.ManifestList(key));

    [Fact]
    public void It_tells_the_gallery_what_the_module_is()
    {
        Assert.NotEmpty((string)Gallery["ReleaseNotes"]!);
        Assert.Contains("MIT", (string)Repository.Manifest["Copyright"]!, StringComparison.Ordinal);
        Assert.Equal("https://opensource.org/license/mit", Gallery["LicenseUri"]);
        Assert.Subset(((object[])Gallery["Tags"]!).Cast<string>().ToHashSet(), new HashSet<string> { "Linux", "PSEdition_Core" });
        Assert.True(Guid.TryParse((string)Repository.Manifest["GUID"]!, out _));
    }

    /// <summary>Whatever else needs the version reads it from here.</summary>
    [Fact]
    public void Its_version_is_the_only_one_in_code_and_build()
    {
        var version = new Regex($@"(?<![\d.]){Regex.Escape((string)Repository.Manifest["ModuleVersion"]!)}(?![\d.])");
        var files = s_folders
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Where(static file => Code().IsMatch(file) && !file.Contains("/obj/", StringComparison.Ordinal)).ToArray();

        Assert.Equal(["ContainerNet.psd1"], files.Where(file => version.IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    [GeneratedRegex(@"\.(cs|csproj|props|targets|slnx|ps1|psd1|ps1xml|resx|sh|yml)$|/dotnet-tools\.json$|/\.ci/run$")]
    private static partial Regex Code();
}
