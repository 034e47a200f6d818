using ContainerNet.Services.Containers;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class WildcardTests
{
    [Theory]
    [InlineData("web*", "web1", true)]
    [InlineData("web*", "web", true)]
    [InlineData("web*", "my-web", false)]
    [InlineData("w?b", "web", true)]
    [InlineData("w?b", "wb", false)]
    [InlineData("web[1-3]", "web2", true)]
    [InlineData("web[1-3]", "web4", false)]
    [InlineData("web[ab]", "webb", true)]
    [InlineData("web[3-1]", "web2", false)]
    [InlineData("web[^1]*", "web^", true)]
    [InlineData("a.c*", "abc", false)]
    [InlineData("Web*", "web1", false)]
    [InlineData("*", "anything_at.all-1", true)]
    [InlineData("web[", "web[", true)]
    public void It_matches_as_PowerShell_does_with_case(string text, string name, bool expected) =>
        Assert.Equal(expected, new Wildcard(text).Matches(name));
}
