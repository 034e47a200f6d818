using Xunit;

namespace ContainerNet.Lab.Help;

/// <summary>Help as PowerShell itself finds and shows it, in both languages. A session keeps the help it has read, so each test has its own.</summary>
public sealed class GetHelpTests
{
    private readonly PowerShellSession _session = new();

    [Theory]
    [InlineData("en-US", @"^[\x00-\x7F]+$")]
    [InlineData("zh-CN", @"\p{IsCJKUnifiedIdeographs}")]
    public void Every_cmdlet_is_described_in_the_language_of_the_session(string language, string letters)
    {
        var help = Get(language, "(Get-Module ContainerNet).ExportedCmdlets.Keys | ForEach-Object { Get-Help $_ -Full }");

        Assert.NotEmpty(help);
        Assert.All(help, topic =>
        {
            Assert.Matches(letters, Text(topic, "$args[0].Synopsis"));
            Assert.Matches(letters, Text(topic, "$args[0].description[0].Text"));
            Assert.NotEqual("1", Text(topic, "@($args[0].examples.example).Count"));
        });
    }

    [Theory]
    [InlineData("en-US", "about_ContainerNet", "SHORT DESCRIPTION")]
    [InlineData("en-US", "about_ContainerNet_Modes", "SHORT DESCRIPTION")]
    [InlineData("en-US", "about_ContainerNet_Firewall", "SHORT DESCRIPTION")]
    [InlineData("en-US", "about_ContainerNet_Proof", "SHORT DESCRIPTION")]
    [InlineData("zh-CN", "about_ContainerNet_Proof", "简短说明")]
    [InlineData("zh-CN", "about_ContainerNet", "简短说明")]
    [InlineData("zh-CN", "about_ContainerNet_Modes", "简短说明")]
    [InlineData("zh-CN", "about_ContainerNet_Firewall", "简短说明")]
    public void The_about_topics_are_found_in_the_language_of_the_session(string language, string topic, string heading) =>
        Assert.Contains($"\n{heading}\n", Get(language, $"Get-Help {topic}").Single().ToString(), StringComparison.Ordinal);

    /// <summary>Without the machine's ICU every language would be English, and what is tested here would not be seen.</summary>
    [Fact]
    public void An_error_says_in_Chinese_what_to_do()
    {
        var advice = Get("zh-CN", "try { Get-ContainerEngine -Engine unix:///nowhere/docker.sock } catch { $_.ErrorDetails.RecommendedAction }");

        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", advice.Single().ToString());
    }

    private System.Management.Automation.PSObject[] Get(string language, string script) => _session.Invoke($$"""
        $before = [cultureinfo]::CurrentUICulture
        [cultureinfo]::CurrentUICulture = '{{language}}'
        try { {{script}} } finally { [cultureinfo]::CurrentUICulture = $before }
        """).OrThrow();

    private string Text(object topic, string script) => _session.Invoke(script, topic).OrThrow().Single().ToString()!;
}
