using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Help;

/// <summary>The examples of the help; both languages show the same code, which a unit test holds.</summary>
internal static class HelpExamples
{
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly HashSet<string> s_core = [.. InitialSessionState.CreateDefault2().Commands.Select(static command => command.Name)];

    /// <summary>Those that ask for no command but core ones and ours. The Pester suite runs all.</summary>
    public static IEnumerable<(string Cmdlet, string Code)> OfCoreCommands() => All().Where(static example => CommandsOf(example.Code).All(IsHere));

    private static IEnumerable<(string Cmdlet, string Code)> All() =>
        from command in XDocument.Load(RepositoryRoot.Combine("en-US", "ContainerNet.dll-Help.xml")).Root!.Elements(s_command + "command")
        from code in command.Descendants(s_dev + "code")
        select (command.Element(s_command + "details")!.Element(s_command + "name")!.Value, code.Value);

    private static IEnumerable<string> CommandsOf(string code) =>
        Parser.ParseInput(code, out _, out _).FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true)
            .Select(static node => ((CommandAst)node).GetCommandName());

    private static bool IsHere(string command) => s_core.Contains(command) || command.Contains("Container", StringComparison.Ordinal);
}
