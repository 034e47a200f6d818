using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes words that are always the same.</summary>
internal abstract class WordCompleter(params string[] words) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        words.Where(word => word.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(static word => new CompletionResult(word));
}
