using System.Text.RegularExpressions;
using System.Xml.Linq;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Help;

public partial class ResourceTests
{
    private static readonly Dictionary<string, string> s_english = Load("Strings.resx");
    private static readonly Dictionary<string, string> s_chinese = Load("Strings.zh-CN.resx");

    [Theory]
    [InlineData("Strings.resx")]
    [InlineData("Strings.zh-CN.resx")]
    public void No_text_stands_twice(string file) => Assert.Distinct(Entries(file).Select(entry => entry.Name));

    [Fact]
    public void Each_error_id_has_a_message_and_an_advice()
    {
        var missing = Enum.GetNames<ErrorId>().SelectMany(id => new[] { $"Error_{id}", $"Action_{id}" }).Except(s_english.Keys).ToArray();

        Assert.Empty(missing);
    }

    [Fact]
    public void No_error_text_is_left_without_its_id()
    {
        var texts = s_english.Keys.Where(name => name.StartsWith("Error_", StringComparison.Ordinal) || name.StartsWith("Action_", StringComparison.Ordinal));

        Assert.DoesNotContain(texts, name => !Enum.TryParse<ErrorId>(name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..], out _));
    }

    [Fact]
    public void Both_languages_have_the_same_texts() => Assert.Equal(s_english.Keys.Order(), s_chinese.Keys.Order());

    [Fact]
    public void Both_languages_have_the_same_placeholders() =>
        Assert.DoesNotContain(s_english, text => !Placeholders(text.Value).SetEquals(Placeholders(s_chinese[text.Key])));

    [Fact]
    public void Each_Chinese_text_is_Chinese() =>
        Assert.DoesNotContain(s_chinese, text => !Chinese().IsMatch(text.Value));

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static Dictionary<string, string> Load(string file) =>
        Entries(file).DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Text);

    private static IEnumerable<(string Name, string Text)> Entries(string file) =>
        XDocument.Parse(Repository.Read("src", "ContainerNet", "Resources", file)).Root!.Elements("data")
            .Select(data => ((string)data.Attribute("name")!, data.Element("value")!.Value));

    [GeneratedRegex(@"(?<!\{)\{\d+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
