using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Completes the engine's restart policies.</summary>
internal sealed class RestartPolicyCompleter : IArgumentCompleter
{
    private static readonly string[] s_policies = ["no", "always", "unless-stopped", "on-failure"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_policies.Where(policy => policy.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(policy => new CompletionResult(policy));
}
