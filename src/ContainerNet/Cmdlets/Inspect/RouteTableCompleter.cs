using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names of the kernel's own routing tables.</summary>
internal sealed class RouteTableCompleter : IArgumentCompleter
{
    private static readonly string[] s_names = ["default", "local", "main"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_names.Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(static name => new CompletionResult(name));
}
