using System.Management.Automation;
using Xunit;

namespace ContainerNet.Unit.Help;

public class HelpParameterTests
{
    public static TheoryData<string> Languages => [.. Repository.Languages];

    [Theory, MemberData(nameof(Languages))]
    public void Help_describes_each_parameter_as_the_assembly_has_it(string language)
    {
        foreach (var (cmdlet, topic) in Pairs(language))
        {
            var actual = cmdlet.ParameterSets.SelectMany(ModuleCmdlets.OwnParameters).DistinctBy(parameter => parameter.Name)
                .Select(parameter => Describe(cmdlet, parameter)).Order();
            var documented = topic.Parameters.Select(parameter => Describe(cmdlet, parameter)).Order();

            Assert.Equal(actual, documented);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void Help_has_one_syntax_for_each_parameter_set_with_its_parameters(string language)
    {
        foreach (var (cmdlet, topic) in Pairs(language))
        {
            var actual = cmdlet.ParameterSets.Select(set => NamesOf(
                ModuleCmdlets.OwnParameters(set).Select(parameter => (parameter.Name, parameter.IsMandatory)))).Order();
            var documented = topic.SyntaxItems.Select(item => NamesOf(
                HelpTopic.ParametersOf(item).Select(parameter => (parameter.Name, parameter.Required)))).Order();

            Assert.Equal(actual, documented);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_parameter_of_the_four_modes_reads_the_same_in_each(string language)
    {
        var help = HelpTopic.Load(language);
        string[] modes = ["New-ClosedContainer", "New-BridgedContainer", "Join-ContainerNetwork", "New-HostContainer"];
        var different = modes.SelectMany(mode => help[mode].Parameters).GroupBy(parameter => parameter.Name)
            .Where(group => group.Select(parameter => parameter.Text).Distinct().Count() > 1).Select(group => group.Key);

        Assert.Empty(different);
    }

    [Theory, MemberData(nameof(Languages))]
    public void Each_parameter_is_explained(string language) =>
        Assert.All(HelpTopic.Load(language).Values.SelectMany(topic => topic.Parameters), parameter => Assert.NotEmpty(parameter.Text));

    private static IEnumerable<(CmdletInfo Cmdlet, HelpTopic Topic)> Pairs(string language)
    {
        var help = HelpTopic.Load(language);
        return ModuleCmdlets.All.Values.Select(cmdlet => (cmdlet, help[cmdlet.Name]));
    }

    private static string Describe(CmdletInfo cmdlet, CommandParameterInfo parameter) =>
        $"{cmdlet.Name} -{parameter.Name} type {ModuleCmdlets.TypeName(parameter.ParameterType)} position "
        + $"{(parameter.Position < 0 ? "named" : parameter.Position)} required {parameter.IsMandatory} "
        + $"pipeline {ModuleCmdlets.PipelineInput(parameter)} aliases {AliasList(parameter.Aliases)}";

    private static string Describe(CmdletInfo cmdlet, HelpParameter parameter) =>
        $"{cmdlet.Name} -{parameter.Name} type {parameter.Type} position {parameter.Position} required {parameter.Required} "
        + $"pipeline {parameter.Pipeline} aliases {AliasList(parameter.Aliases.Split(", ").Where(alias => alias != "none"))}";

    private static string AliasList(IEnumerable<string> aliases) => string.Join(", ", aliases.Order(StringComparer.OrdinalIgnoreCase));

    private static string NamesOf(IEnumerable<(string Name, bool Required)> parameters) =>
        string.Join(' ', parameters.OrderBy(parameter => parameter.Name).Select(parameter => parameter.Required ? $"{parameter.Name}!" : parameter.Name));
}
