using System.Text.RegularExpressions;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Help;

public partial class HelpTopicTests
{
    public static TheoryData<string> Languages => [.. Repository.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Help_describes_exactly_the_cmdlets_of_the_assembly(string language) =>
        Assert.Equal(ModuleCmdlets.All.Keys.Order(), HelpTopic.Load(language).Keys.Order());

    [Theory, MemberData(nameof(Languages))]
    public void Each_topic_has_a_synopsis_a_description_and_notes(string language) =>
        Assert.All(HelpTopic.Load(language).Values, topic =>
        {
            Assert.NotEmpty(topic.Synopsis);
            Assert.NotEmpty(topic.Description);
            Assert.NotEmpty(topic.Notes);
        });

    [Theory, MemberData(nameof(Languages))]
    public void Each_topic_says_what_goes_in(string language) =>
        Assert.All(HelpTopic.Load(language).Values, topic => Assert.NotEmpty(topic.InputTypes));

    [Theory, MemberData(nameof(Languages))]
    public void Each_topic_names_the_output_types_of_its_cmdlet(string language)
    {
        var help = HelpTopic.Load(language);
        Assert.All(ModuleCmdlets.All.Values, cmdlet => Assert.Equal(
            cmdlet.OutputType.Where(type => type.Type != typeof(void)).Select(type => type.Name).Distinct().Order(),
            help[cmdlet.Name].OutputTypes.Where(type => type != "None").Order()));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Each_topic_names_errors_and_only_errors_that_exist(string language) =>
        Assert.All(HelpTopic.Load(language).Values, topic =>
        {
            var ids = ErrorIds(topic);
            Assert.NotEmpty(ids);
            Assert.All(ids, id => Assert.True(Enum.TryParse<ErrorId>(id, out _), $"{topic}: {id}"));
        });

    [Fact]
    public void Both_languages_name_the_same_errors()
    {
        var chinese = HelpTopic.Load("zh-CN");
        Assert.All(HelpTopic.Load("en-US").Values, topic => Assert.Equal(ErrorIds(topic), ErrorIds(chinese[topic.Name])));
    }

    [Fact]
    public void Chinese_help_is_written_in_Chinese() =>
        Assert.All(HelpTopic.Load("zh-CN").Values, topic =>
            Assert.All([topic.Synopsis, topic.Description, .. topic.Parameters.Select(parameter => parameter.Text)],
                text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text)));

    private static string[] ErrorIds(HelpTopic topic) => [.. ErrorIdList().Match(topic.Notes).Value.Split(", ")];

    [GeneratedRegex(@"^[A-Za-z]+(, [A-Za-z]+)*$", RegexOptions.Multiline)]
    private static partial Regex ErrorIdList();
}
