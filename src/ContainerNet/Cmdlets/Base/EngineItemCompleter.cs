using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Completes with what an engine holds: the one given by <c>-Engine</c>, else this runspace's. It takes two seconds at most, and never throws.</summary>
internal abstract class EngineItemCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    /// <summary>Everything there is, in the order it is to be offered.</summary>
    protected abstract Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var (engines, endpoint) = (RunspaceEngines.Current, EndpointOf(fakeBoundParameters["Engine"]));
            var limit = new CancellationTokenSource(s_limit);
            var suggestions = Task.Run(
                async () => await GetAsync(await engines.ConnectAsync(endpoint, limit.Token), wordToComplete.Trim('\'', '"'), limit.Token), limit.Token);

            // The token is a request; an engine that hangs may not heed it.
            return suggestions.Wait(s_limit)
                ? [.. suggestions.Result.Select(one => one.For(wordToComplete)).OfType<CompletionResult>()]
                : [];
        }
        catch (Exception)
        {
            // What goes wrong here has nowhere to be told: the user has pressed Tab, and gets nothing offered.
            return [];
        }
    }

    private static EngineEndpoint EndpointOf(object? given)
    {
        var resolver = new EndpointResolver(Surroundings.Real);
        var engine = given is null ? null : new EngineTransformationAttribute().Transform(null!, given) as ContainerEngine;
        return engine is not null ? resolver.OfEngine(engine) : RunspaceEngines.Current.Default ?? resolver.Default();
    }
}
