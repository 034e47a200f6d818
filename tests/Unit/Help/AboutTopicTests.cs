using System.Text.RegularExpressions;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Help;

public partial class AboutTopicTests
{
    public static TheoryData<string> Languages => [.. Repository.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Each_error_id_is_listed_with_a_meaning_and_an_advice(string language)
    {
        var listed = ErrorEntry().Matches(Repository.Read(language, "about_ContainerNet.help.txt")).Select(match => match.Groups[1].Value);

        Assert.Equal(Enum.GetNames<ErrorId>().Order(), listed.Order());
    }

    /// <summary>PowerShell lists a topic with its fifth line as synopsis.</summary>
    [Theory, MemberData(nameof(Languages))]
    public void The_fifth_line_of_each_topic_is_its_synopsis(string language) =>
        Assert.All(TopicFiles(language), file => Assert.Matches(@"^    \S.{10,}[.。]$", Repository.Read(language, file).Split('\n')[4]));

    [Theory, MemberData(nameof(Languages))]
    public void The_modes_topic_names_the_cmdlet_of_each_mode(string language) =>
        Assert.All(["New-ClosedContainer", "New-BridgedContainer", "Join-ContainerNetwork", "New-HostContainer"],
            cmdlet => Assert.Contains(cmdlet, Repository.Read(language, "about_ContainerNet_Modes.help.txt"), StringComparison.Ordinal));

    /// <summary>What a user reads in the columns Purpose and Owner is explained.</summary>
    [Theory, MemberData(nameof(Languages))]
    public void The_firewall_topic_explains_each_purpose_and_owner(string language)
    {
        var topic = Repository.Read(language, "about_ContainerNet_Firewall.help.txt");

        Assert.All([.. Enum.GetNames<FirewallRulePurpose>(), .. Enum.GetNames<FirewallRuleOwner>()],
            name => Assert.Matches($@"(?m)^    {name} +\S", topic));
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_topic_about_proof_explains_each_check(string language)
    {
        var topic = Repository.Read(language, "about_ContainerNet_Proof.help.txt");

        Assert.All(Services.Checking.CheckTable.Ids, id => Assert.Matches($@"(?m)^    {id} +\S", topic));
    }

    [Fact]
    public void Both_languages_have_the_same_topics() =>
        Assert.Equal(TopicFiles("en-US"), TopicFiles("zh-CN"));

    /// <summary>A section that is in one language only would be missed by the readers of the other.</summary>
    [Theory]
    [InlineData("about_ContainerNet.help.txt")]
    [InlineData("about_ContainerNet_Firewall.help.txt")]
    [InlineData("about_ContainerNet_Modes.help.txt")]
    [InlineData("about_ContainerNet_Proof.help.txt")]
    public void Both_languages_have_as_many_sections_and_the_same_code(string file)
    {
        var (english, chinese) = (Repository.Read("en-US", file), Repository.Read("zh-CN", file));

        Assert.Equal(Heading().Count(english), Heading().Count(chinese));
        Assert.Equal(CodeLine().Matches(english).Select(match => match.Value), CodeLine().Matches(chinese).Select(match => match.Value));
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_code_lines_of_each_topic_bind_without_abbreviation(string language)
    {
        var code = TopicFiles(language).Select(file => Repository.Read(language, file))
            .SelectMany(text => CodeLine().Matches(text).Select(match => match.Value.Trim())).ToArray();

        Assert.NotEmpty(code);
        Problems.None(code.SelectMany(ScriptCheck.Problems));
    }

    private static string[] TopicFiles(string language) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, language), "about_*").Select(file => Path.GetFileName(file)).Order()];

    [GeneratedRegex(@"^    ([A-Z][A-Za-z]+)\n(?: {8}\S.*\n)+? {8}(?:Do: |处理：)\S", RegexOptions.Multiline)]
    private static partial Regex ErrorEntry();

    [GeneratedRegex(@"^\S.*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // A line that begins with a cmdlet and goes on with an image name is a call; the overview's lines go on with words.
    [GeneratedRegex(@"^    (?:New|Join)-\S+ busybox .*$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();
}
