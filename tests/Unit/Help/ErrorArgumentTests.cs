using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ContainerNet.Unit.Help;

/// <summary>An error whose text wants more arguments than its call gives would fail with a FormatException where it is thrown.</summary>
public partial class ErrorArgumentTests
{
    [Fact]
    public void Each_error_is_made_with_all_the_arguments_its_texts_want()
    {
        var wanted = Wanted();
        var calls = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Calls(File.ReadAllText(file)).Select(call => (File: Path.GetFileName(file), call.Id, call.Arguments))).ToArray();

        Assert.NotEmpty(calls);
        Problems.None(calls.Where(call => wanted.TryGetValue(call.Id, out var count) && call.Arguments < count)
            .Select(call => $"{call.File}: {call.Id} is given {call.Arguments} of {wanted[call.Id]}"));
    }

    private static Dictionary<string, int> Wanted() =>
        XDocument.Parse(Repository.Read("src", "ContainerNet", "Resources", "Strings.resx")).Root!.Elements("data")
            .Where(data => ErrorText().IsMatch((string)data.Attribute("name")!))
            .GroupBy(data => ErrorText().Match((string)data.Attribute("name")!).Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.SelectMany(data => Placeholder().Matches(data.Element("value")!.Value))
                .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty(0).Max());

    /// <summary>The calls of Create, with how many arguments stand behind the target. One that is the inner exception counts too: a miss, never a false alarm.</summary>
    private static IEnumerable<(string Id, int Arguments)> Calls(string source) =>
        Call().Matches(source).Select(match => (match.Groups[1].Value, Commas(source, match.Index + match.Length) - 1));

    private static int Commas(string source, int start)
    {
        var (depth, commas, quoted) = (0, 0, false);
        for (var i = start; depth >= 0; i++)
        {
            if (source[i] == '"' && source[i - 1] != '\\') quoted = !quoted;
            else if (quoted) continue;
            else if (source[i] is '(' or '[' or '{') depth++;
            else if (source[i] is ')' or ']' or '}') depth--;
            else if (source[i] == ',' && depth == 0) commas++;
        }

        return commas;
    }

    [GeneratedRegex(@"ContainerNetException\.Create\(ErrorId\.([A-Za-z]+)")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?:Error|Action)_(.+)$")]
    private static partial Regex ErrorText();

    [GeneratedRegex(@"(?<!\{)\{(\d+)")]
    private static partial Regex Placeholder();
}
