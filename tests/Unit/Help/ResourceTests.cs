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
    public void No_text_stands_twice(string file) =>
        Problems.None(Entries(file).GroupBy(entry => entry.Name).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Each_error_id_has_a_message_and_an_advice()
    {
        var wanted = Enum.GetNames<ErrorId>().SelectMany(id => new[] { $"Error_{id}", $"Action_{id}" });

        Problems.None(wanted.Except(s_english.Keys));
    }

    [Fact]
    public void No_error_text_is_left_without_its_id()
    {
        var texts = s_english.Keys.Where(name => name.StartsWith("Error_", StringComparison.Ordinal) || name.StartsWith("Action_", StringComparison.Ordinal));

        Problems.None(texts.Where(name => !Enum.TryParse<ErrorId>(name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..], out _)));
    }

    [Fact]
    public void Both_languages_have_the_same_texts() => Assert.Equal(s_english.Keys.Order(), s_chinese.Keys.Order());

    [Fact]
    public void Both_languages_have_the_same_placeholders() =>
        Problems.None(s_english.Where(text => s_chinese.TryGetValue(text.Key, out var chinese) && !Placeholders(text.Value).SetEquals(Placeholders(chinese)))
            .Select(text => $"{text.Key}: {text.Value} / {s_chinese[text.Key]}"));

    [Fact]
    public void Each_Chinese_text_is_Chinese() =>
        Problems.None(s_chinese.Where(text => HasWords(text.Value) && !Chinese().IsMatch(text.Value)).Select(text => text.Key));

    // A text that is a placeholder alone takes its words from elsewhere.
    private static bool HasWords(string text) => Placeholder().Replace(text, "").Any(char.IsLetter);

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
