using Xunit;

namespace ContainerNet.Unit.Help;

public class ExampleTests
{
    public static TheoryData<string> Languages => [.. Repository.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Each_topic_has_two_examples_at_least_with_title_and_remarks(string language) =>
        Assert.All(HelpTopic.Load(language).Values, topic =>
        {
            Assert.True(topic.Examples.Count() >= 2, $"{topic}");
            Assert.All(topic.Examples, example => Assert.NotEmpty(example.Title));
            Assert.All(topic.Examples, example => Assert.NotEmpty(example.Remarks));
        });

    [Fact]
    public void Both_languages_show_the_same_code()
    {
        var chinese = HelpTopic.Load("zh-CN");
        Assert.All(HelpTopic.Load("en-US").Values, topic => Assert.Equal(
            topic.Examples.Select(example => example.Code), chinese[topic.Name].Examples.Select(example => example.Code)));
    }

    [Fact]
    public void Each_example_binds_without_abbreviation() =>
        Problems.None(HelpTopic.Load("en-US").Values.SelectMany(topic => topic.Examples).SelectMany(example => ScriptCheck.Problems(example.Code)));

    [Fact]
    public void Each_example_calls_the_cmdlet_it_is_for() =>
        Problems.None(HelpTopic.Load("en-US").Values.SelectMany(topic => topic.Examples
            .Where(example => !ScriptCheck.CmdletsCalled(example.Code).Contains(topic.Name)).Select(example => $"{topic.Name}: {example.Code}")));

    /// <summary>Which a machine without pwsh does not run.</summary>
    [Fact]
    public void Each_Pester_file_binds_without_abbreviation()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Pester"), "*.ps1");
        // Every test file loads the fixture first.
        var fixture = Repository.Read("tests", "Pester", "Fixture.ps1");

        Assert.NotEmpty(files);
        Problems.None(files.SelectMany(file => ScriptCheck.Problems($"{fixture}\n{File.ReadAllText(file)}").Select(problem => $"{Path.GetFileName(file)}: {problem}")));
    }
}
