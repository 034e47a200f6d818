using System.Text.RegularExpressions;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit.Package;

public partial class ChangelogTests
{
    [Fact]
    public void The_newest_heading_is_the_version_of_the_manifest()
    {
        Assert.Equal(Repository.Manifest["ModuleVersion"], Heading().Match(Repository.Read("CHANGELOG.md")).Value);
    }

    [GeneratedRegex(@"(?<=^## \[)[^\]]+", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
