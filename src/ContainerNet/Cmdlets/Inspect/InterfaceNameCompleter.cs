using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names an engine gives to interfaces: <c>lo</c>, and <c>eth0</c> upwards in the order of the networks.</summary>
internal sealed class InterfaceNameCompleter : IArgumentCompleter
{
    private static readonly string[] s_names = ["eth0", "eth1", "eth2", "lo"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_names.Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(static name => new CompletionResult(name));
}
