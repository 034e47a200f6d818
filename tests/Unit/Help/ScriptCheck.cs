using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Unit.Help;

/// <summary>Parses a script and binds what it says of our cmdlets, without running anything: what is wrong comes back as text.</summary>
internal static class ScriptCheck
{
    public static IEnumerable<string> Problems(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        var functions = ast.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true).Select(node => ((FunctionDefinitionAst)node).Name).ToHashSet();
        return errors.Select(error => $"{error.Extent.Text}: {error.Message}")
            .Concat(Commands(ast).Where(command => !functions.Contains(command.GetCommandName() ?? "")).SelectMany(ProblemsOf));
    }

    /// <summary>The names of our cmdlets that a script calls.</summary>
    public static IEnumerable<string> CmdletsCalled(string script) =>
        Commands(Parser.ParseInput(script, out _, out _)).Select(command => ModuleCmdlets.Find(command.GetCommandName() ?? "")?.Name)
            .OfType<string>();

    private static IEnumerable<CommandAst> Commands(Ast ast) => ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    private static IEnumerable<string> ProblemsOf(CommandAst command)
    {
        if (command.GetCommandName() is not { } name) return [];
        if (ModuleCmdlets.Find(name) is { } cmdlet) return new CommandBinding(cmdlet, command).Problems();
        if (OtherCommands.FindCore(name) is { } core) return new CommandBinding(core, command).ParameterProblems();
        return OtherCommands.IsElsewhere(name) ? [] : [$"{name} is no command this module, PowerShell or the tests have"];
    }
}

/// <summary>One call of a cmdlet.</summary>
internal sealed class CommandBinding(CmdletInfo cmdlet, CommandAst command)
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _bound = new(StringComparer.OrdinalIgnoreCase);
    private int _positional;

    /// <summary>Everything that keeps the call from being bound.</summary>
    public IEnumerable<string> Problems()
    {
        if (command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true })) return [];
        CheckPositional(BindAll());
        if (!cmdlet.ParameterSets.Any(SetIsComplete)) Report("a required parameter is missing");
        return _problems;
    }

    /// <summary>Only what is wrong with the names of parameters: which set is meant is for PowerShell to find out.</summary>
    public IEnumerable<string> ParameterProblems()
    {
        BindAll();
        return _problems;
    }

    /// <returns>Whether a -- stood there.</returns>
    private bool BindAll()
    {
        var rest = false;
        for (var i = 1; i < command.CommandElements.Count; i++)
        {
            var element = command.CommandElements[i];
            if (!rest && element.Extent.Text == "--") rest = true;
            else if (!rest && element is CommandParameterAst parameter) i += Bind(parameter);
            else _positional++;
        }

        return rest;
    }

    private int Bind(CommandParameterAst parameter)
    {
        var found = cmdlet.Parameters.Values.FirstOrDefault(candidate => candidate.Aliases.Append(candidate.Name)
            .Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase));
        if (found is null)
        {
            Report($"-{parameter.ParameterName} is no parameter or alias");
            return 0;
        }

        if (!_bound.Add(found.Name)) Report($"-{found.Name} stands twice");
        return parameter.Argument is null && !found.SwitchParameter ? 1 : 0;
    }

    private void CheckPositional(bool rest)
    {
        var places = Positional(cmdlet.ParameterSets[0]).Where(parameter => !_bound.Contains(parameter.Name)).ToArray();
        foreach (var parameter in places.Take(_positional)) _bound.Add(parameter.Name);
        var takesRest = places.Any(parameter => parameter.ValueFromRemainingArguments);
        if (_positional > places.Length && !takesRest) Report("too many words");
        if (rest && !takesRest) Report("nothing takes what stands behind --");
    }

    private bool SetIsComplete(CommandParameterSetInfo set)
    {
        var piped = command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command;
        return _bound.All(name => set.Parameters.Any(parameter => parameter.Name == name)) && set.Parameters.Where(parameter => parameter.IsMandatory)
            .All(parameter => _bound.Contains(parameter.Name) || (piped && (parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName)));
    }

    private static IEnumerable<CommandParameterInfo> Positional(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => parameter.Position >= 0).OrderBy(parameter => parameter.Position);

    private void Report(string problem) => _problems.Add($"{command.Extent.Text}: {problem}");
}
