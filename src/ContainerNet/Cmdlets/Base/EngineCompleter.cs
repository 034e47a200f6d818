using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContainerNet.Services.Connection;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes the uris of the sockets that are there. No engine is asked.</summary>
internal sealed class EngineCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Uris(Surroundings.Real)
            .Where(uri => uri.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(uri => new CompletionResult(uri, uri, CompletionResultType.ParameterValue, uri))
            .ToArray();

    private static IEnumerable<string> Uris(Surroundings surroundings)
    {
        var sockets = DefaultSockets.All(surroundings).Where(surroundings.Exists).Select(path => $"unix://{path}");
        return surroundings.Variable("DOCKER_HOST") is { } host ? sockets.Prepend(host).Distinct() : sockets;
    }
}
