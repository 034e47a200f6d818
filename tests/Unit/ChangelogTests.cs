using System.Text.RegularExpressions;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit;

public partial class ChangelogTests
{
    [Fact]
    public void The_newest_heading_is_the_version_of_the_manifest()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "ContainerNet.psd1"));
        var changelog = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"));

        Assert.Equal(ManifestVersion().Match(manifest).Value, Heading().Match(changelog).Value);
    }

    [GeneratedRegex(@"(?<=ModuleVersion\s*=\s*')[^']+")]
    private static partial Regex ManifestVersion();

    [GeneratedRegex(@"(?<=^## \[)[^\]]+", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
