using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContainerNet.Services.Connection;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the names of docker's contexts.</summary>
internal sealed class ContextCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return new DockerContexts(Surroundings.Real).Names()
                .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
                .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, name))
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A completer never throws: what cannot be read has nothing to offer.
            return [];
        }
    }
}
